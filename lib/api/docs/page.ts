/** The explorer's page: nothing inline, so that the strict policy holds. */
export const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>API · FleetPrompt</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
<link rel="stylesheet" href="/api/docs/explorer.css">
</head>
<body>
<header class="fp-head">
<a class="fp-home" href="/">FleetPrompt</a>
<span class="fp-title">API</span>
<nav aria-label="The document"><a href="/api/v1/openapi.json">JSON</a><a href="/api/v1/openapi.yaml">YAML</a></nav>
</header>
<main id="explorer"><p class="fp-wait">Loading the API…</p></main>
<noscript><p class="fp-wait">The explorer needs JavaScript. The document itself is at <a href="/api/v1/openapi">/api/v1/openapi</a>.</p></noscript>
<script src="/api/docs/swagger-ui.js"></script>
<script src="/api/docs/explorer.js"></script>
</body>
</html>
`;

/**
 * Starts the explorer against the origin that served it. A pasted key stays in this tab; without one,
 * the browser sends the session cookie by itself.
 */
export const script = `(() => {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const settle = () => {
    let theme = null;
    try { theme = localStorage.getItem('theme'); } catch {}
    const isDark = theme === 'dark' || (theme !== 'light' && dark.matches);
    root.classList.toggle('dark-mode', isDark);
    root.dataset.theme = isDark ? 'dark' : 'light';
  };
  settle();
  dark.addEventListener('change', settle);
  addEventListener('storage', settle);
  const here = () => ({
    statePlugins: {
      spec: {
        wrapActions: {
          updateJsonSpec: (original) => (spec) =>
            original({ ...spec, servers: [{ url: location.origin, description: 'This server' }] }),
        },
      },
    },
  });
  SwaggerUIBundle({
    url: '/api/v1/openapi',
    dom_id: '#explorer',
    deepLinking: true,
    docExpansion: 'none',
    defaultModelsExpandDepth: -1,
    defaultModelExpandDepth: 2,
    displayRequestDuration: true,
    displayOperationId: false,
    filter: true,
    persistAuthorization: false,
    withCredentials: true,
    tryItOutEnabled: false,
    validatorUrl: null,
    queryConfigEnabled: false,
    syntaxHighlight: { activated: true, theme: 'idea' },
    plugins: [here],
  });
})();
`;

/** Our colours and fonts; wide things scroll inside themselves at 375 px. */
const rules = `@font-face { font-family: Geist; src: url(/api/docs/geist.woff2) format("woff2"); font-weight: 100 900; font-display: swap; }
@font-face { font-family: "Geist Mono"; src: url(/api/docs/geist-mono.woff2) format("woff2"); font-weight: 100 900; font-display: swap; }
:root {
  color-scheme: light;
  --canvas: oklch(0.994 0.001 190); --surface: oklch(1 0 0); --sunken: oklch(0.973 0.003 190);
  --line: oklch(0.915 0.004 190); --ink: oklch(0.225 0.012 200); --muted: oklch(0.43 0.014 200);
  --accent: oklch(0.465 0.083 188); --accent-ink: oklch(0.44 0.08 188); --soft: oklch(0.955 0.022 186);
  --good: oklch(0.45 0.115 150); --warn: oklch(0.475 0.105 68); --bad: oklch(0.485 0.18 26); --info: oklch(0.47 0.13 255);
}
:root[data-theme="dark"] {
  color-scheme: dark;
  --canvas: oklch(0.178 0.005 200); --surface: oklch(0.206 0.006 200); --sunken: oklch(0.155 0.005 200);
  --line: oklch(0.278 0.008 200); --ink: oklch(0.955 0.003 190); --muted: oklch(0.77 0.008 195);
  --accent: oklch(0.525 0.09 188); --accent-ink: oklch(0.81 0.1 185); --soft: oklch(0.27 0.04 190);
  --good: oklch(0.8 0.14 152); --warn: oklch(0.83 0.125 80); --bad: oklch(0.77 0.125 24); --info: oklch(0.79 0.095 250);
}
html { background: var(--canvas); color: var(--ink); -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--canvas); font: 0.875rem/1.375rem Geist, ui-sans-serif, system-ui, sans-serif; }
:focus-visible { outline: 2px solid var(--accent-ink) !important; outline-offset: 2px; }
.fp-head { display: flex; gap: 0.75rem; align-items: center; padding: 0.75rem 1rem; border-bottom: 1px solid var(--line); background: var(--surface); }
.fp-head a { color: var(--accent-ink); text-decoration: none; } .fp-head a:hover { text-decoration: underline; }
.fp-head nav { margin-left: auto; display: flex; gap: 1rem; }
.fp-home { font-weight: 600; } .fp-title { color: var(--muted); }
.fp-wait { padding: 2rem 1rem; color: var(--muted); }
.swagger-ui, .swagger-ui * { font-family: inherit; }
.swagger-ui, .swagger-ui :is(.info .title, .info p, .info li, .info td, .opblock-tag, .opblock-tag small, .opblock .opblock-section-header h4, .opblock .opblock-section-header > label, .opblock-summary-path, .opblock-summary-path__deprecated, .opblock-description-wrapper p, .opblock-summary-description, .parameter__name, .parameter__type, .parameter__in, table thead tr td, table thead tr th, .response-col_status, .response-col_links, .responses-inner h4, .responses-inner h5, .tab li, .tab li button.tablinks, label, .scheme-container, .model, .model-title, .prop-type, .prop-format, .renderedMarkdown p, .loading, .dialog-ux .modal-ux-header h3, .dialog-ux .modal-ux-content p, .dialog-ux .modal-ux-content h4, .errors-wrapper) { color: var(--ink); }
.swagger-ui :is(code, pre, .microlight, .opblock-summary-path, .parameter__type, .opblock-summary-method, .model, textarea) { font-family: "Geist Mono", ui-monospace, monospace !important; }
.swagger-ui :is(code, pre, .microlight) * { font-family: inherit; }
.swagger-ui :is(.opblock-tag small, .parameter__in, .parameter__type, .opblock-summary-description, .prop-format) { color: var(--muted); }
.swagger-ui a, .swagger-ui .info a { color: var(--accent-ink); }
.swagger-ui .wrapper { max-width: 75rem; padding: 0 1rem; box-sizing: border-box; }
.swagger-ui .info { margin: 1.5rem 0; } .swagger-ui .info .title { font-size: 1.75rem; font-weight: 600; }
.swagger-ui .info .title small { background: var(--soft); } .swagger-ui .info .title small pre { color: var(--accent-ink); }
.swagger-ui .scheme-container { background: transparent; box-shadow: none; padding: 0.5rem 0; margin: 0; border-bottom: 1px solid var(--line); }
.swagger-ui .opblock-tag { border-bottom: 1px solid var(--line); font-size: 1.125rem; font-weight: 600; }
.swagger-ui .opblock, .swagger-ui .opblock:is(.opblock-get, .opblock-post, .opblock-put, .opblock-patch, .opblock-delete) { background: var(--surface); border: 1px solid var(--line); box-shadow: none; border-radius: 0.5rem; }
.swagger-ui .opblock .opblock-summary { border-color: var(--line) !important; }
.swagger-ui .opblock .opblock-section-header { background: var(--sunken); box-shadow: none; }
.swagger-ui .opblock .opblock-summary-method { background: transparent !important; border: 1px solid currentColor; border-radius: 0.25rem; font-weight: 600; min-width: 4.5rem; text-shadow: none; }
.swagger-ui .opblock-get .opblock-summary-method { color: var(--info); } .swagger-ui .opblock-post .opblock-summary-method { color: var(--good); }
.swagger-ui :is(.opblock-put, .opblock-patch) .opblock-summary-method { color: var(--warn); } .swagger-ui .opblock-delete .opblock-summary-method { color: var(--bad); }
.swagger-ui .btn { box-shadow: none; border-color: var(--line); color: var(--ink); border-radius: 0.375rem; background: var(--surface); }
.swagger-ui .btn.execute, .swagger-ui .btn.authorize { background: var(--accent); border-color: var(--accent); color: #fff; }
.swagger-ui .btn.authorize span { color: inherit; } .swagger-ui .btn.authorize svg { fill: currentColor; }
.swagger-ui .btn.cancel { color: var(--bad); border-color: var(--bad); }
.swagger-ui :is(input[type], select, textarea) { background: var(--canvas); color: var(--ink); border: 1px solid var(--line); border-radius: 0.375rem; box-shadow: none; min-width: 0; max-width: 100%; }
.swagger-ui .filter .operation-filter-input { border: 1px solid var(--line); margin: 1rem 0; padding: 0.5rem 0.75rem; }
.swagger-ui :is(.highlight-code > .microlight, pre.microlight, .curl) { background: var(--sunken) !important; color: var(--ink) !important; border: 1px solid var(--line); border-radius: 0.375rem; }
.swagger-ui .microlight span { color: inherit !important; } .swagger-ui :is(.markdown code, .renderedMarkdown code) { background: var(--sunken); color: var(--accent-ink); }
.swagger-ui .model-box, .swagger-ui section.models { background: var(--sunken); border-color: var(--line); }
.swagger-ui .dialog-ux .modal-ux { background: var(--surface); border-color: var(--line); } .swagger-ui .dialog-ux .modal-ux-header { border-color: var(--line); }
.swagger-ui .auth-container { border-color: var(--line); } .swagger-ui svg { fill: currentColor; }
.swagger-ui .tab-header .tab-item.active h4 span::after { background: var(--accent); }
.swagger-ui :is(.parameter__name.required::after, .parameter__name.required span) { color: var(--bad); }
.swagger-ui .authorization__btn svg { fill: var(--muted); }
.swagger-ui .info .title small.version-stamp { background: var(--soft); }
.swagger-ui :is(.scheme-container .schemes, .servers > label select) { color: var(--ink); background-color: var(--canvas); }
.swagger-ui table tbody tr td { border-color: var(--line); }
.swagger-ui :is(table.parameters, table.responses-table, .model-example, .table-container, .highlight-code, .opblock-body) { max-width: 100%; overflow-x: auto; }
.swagger-ui :is(.opblock-tag, .opblock-summary-path, .opblock-tag-section h3) a { color: inherit; }
.swagger-ui .opblock .opblock-section-header { border-color: var(--line); }
.swagger-ui .opblock-summary-description { font-family: inherit; }
.swagger-ui .opblock-body pre.microlight * { font-family: inherit; }
@media (max-width: 640px) {
  .swagger-ui .opblock .opblock-summary { flex-wrap: wrap; } .swagger-ui .opblock-summary-path { max-width: 100%; font-size: 0.8125rem; overflow-wrap: anywhere; word-break: normal; }
  .swagger-ui .opblock-summary-description { flex-basis: 100%; padding: 0 0.625rem 0.25rem; }
  .swagger-ui .opblock .opblock-summary-method { min-width: 3.75rem; padding: 0.25rem; font-size: 0.75rem; }
  .swagger-ui .opblock-tag { flex-wrap: wrap; } .swagger-ui .opblock-tag small { flex-basis: 100%; padding: 0; }
  .swagger-ui table.parameters :is(tr, td, tbody) { display: block; width: auto; } .swagger-ui table.parameters thead { display: none; }
  .swagger-ui .dialog-ux .modal-ux { min-width: 0; width: calc(100vw - 2rem); }
}
@media (prefers-reduced-motion: reduce) { * { transition: none !important; animation: none !important; } }
`;

/** Swagger UI's own rules for dark are very specific: ours are made more so. */
export const style = rules
  .replaceAll('.swagger-ui', 'html[data-theme][data-theme][data-theme] .swagger-ui')
  .replace('html {', 'html[data-theme] {');
