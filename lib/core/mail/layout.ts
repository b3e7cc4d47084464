export interface MailContent {
  heading: string;
  /** Plain text; one paragraph each. */
  paragraphs: string[];
  button?: { label: string; url: string };
  /** Why the reader gets this, or what to do when it was not them. */
  footer?: string;
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string) => text.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char);

const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const PARAGRAPH = 'margin:0 0 16px;font-size:15px;line-height:24px;color:#3f3f46';
const SMALL = 'margin:0;font-size:13px;line-height:20px;color:#71717a';

function buttonHtml({ label, url }: { label: string; url: string }): string {
  const style =
    'display:inline-block;padding:11px 20px;border-radius:8px;background:#18181b;color:#ffffff;' +
    'font-size:15px;font-weight:600;text-decoration:none';
  // The address is also shown: some readers drop buttons, and a careful one wants to see it.
  return `<p style="margin:24px 0"><a href="${escaped(url)}" style="${style}">${escaped(label)}</a></p>
<p style="${SMALL};word-break:break-all">Or open this address: ${escaped(url)}</p>`;
}

/**
 * The one layout of all mails, as HTML and as text. Everything is escaped. Throws an `Error` when
 * the button's URL is not http or https.
 */
export function renderMail(content: MailContent): { html: string; text: string } {
  const { heading, paragraphs, footer } = content;
  const button = content.button && { ...content.button, url: safeUrl(content.button.url) };
  const body = paragraphs.map((text) => `<p style="${PARAGRAPH}">${escaped(text)}</p>`).join('\n');
  const foot = footer
    ? `<p style="${SMALL};margin-top:32px;padding-top:16px;border-top:1px solid #e4e4e7">${escaped(footer)}</p>`
    : '';
  const html = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light"><title>${escaped(heading)}</title></head>
<body style="margin:0;padding:32px 16px;background:#fafafa;${FONT}">
<div style="max-width:520px;margin:0 auto;padding:32px;background:#ffffff;border:1px solid #e4e4e7;border-radius:12px">
<h1 style="margin:0 0 16px;font-size:20px;line-height:28px;color:#18181b">${escaped(heading)}</h1>
${body}
${button ? buttonHtml(button) : ''}
${foot}
</div>
</body>
</html>
`;
  const lines = [heading, ...paragraphs];
  if (button) lines.push(`${button.label}:\n${button.url}`);
  if (footer) lines.push(`--\n${footer}`);
  return { html, text: `${lines.join('\n\n')}\n` };
}

function safeUrl(text: string): string {
  const url = new URL(text);
  if (url.protocol === 'http:' || url.protocol === 'https:') return url.href;
  throw new Error('A button in a mail must lead to an http or https address.');
}
