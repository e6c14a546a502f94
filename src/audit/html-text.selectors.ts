import { visibleText } from '../internal/plain-text.js';

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text for a document or an attribute in quotation marks: nothing in it is markup, and nothing in it is hidden. */
export function htmlText(text: unknown): string {
  return visibleText(String(text ?? '')).replace(/[&<>"']/g, (character) => ESCAPES[character] as string);
}

/** The same, kept apart from the direction of the text around it. */
export function htmlBdi(text: unknown): string {
  return `<bdi>${htmlText(text)}</bdi>`;
}

/** An address that a link may lead to; nothing where it would run something or lead into the document. */
export function safeHref(href: string | undefined): string | undefined {
  return href !== undefined && /^(https?:\/\/|mailto:|tel:)/i.test(href) ? href : undefined;
}
