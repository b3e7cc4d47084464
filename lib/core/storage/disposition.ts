/** Content-Disposition of a download (RFC 6266): always an attachment, never shown in our origin. */
export function attachment(filename?: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what must not reach a header
  const name = filename?.replace(/[\u0000-\u001f\u007f/\\]/g, '_').slice(0, 200);
  if (!name) return 'attachment';
  const plain = name.replace(/[^\x20-\x7e]|["%]/g, '_');
  const encoded = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return plain === name
    ? `attachment; filename="${plain}"`
    : `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
