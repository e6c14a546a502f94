import { visibleText } from '../internal/plain-text.js';
import { type DocumentLanguage, writingIn } from './document-language.document.js';
import { personExportMessages } from './export.messages.js';
import type { PersonBlock, PersonExplanation } from './export.types.js';
import { EXPORT_CSP, EXPORT_STYLE } from './export-style.selectors.js';
import { htmlBdi, htmlText, safeHref } from './html-text.selectors.js';

/** What the affected person is told, in plain language, piece by piece. */
export function personBlocks(explanation: PersonExplanation, language: DocumentLanguage = {}): PersonBlock[] {
  const p = { ...personExportMessages.person, ...language.messages?.exports?.person };
  const { format, value } = writingIn(language);
  const { outcome, organisation, contest, title, reference, decidedAt, role, result, erasedAt } = explanation;
  const { reasons, factors, notUsed, hasOtherFields, hasOtherReason } = explanation;
  const date = (iso: string) => format.date(iso) ?? iso;
  const blocks: PersonBlock[] = [];
  const heading = (text: string) => blocks.push({ kind: 'heading', text: visibleText(text) });
  const say = (...texts: (string | false | undefined)[]) => {
    for (const text of texts) if (text) blocks.push({ kind: 'paragraph', text: visibleText(text) });
  };
  const list = (items: readonly string[]) => blocks.push({ kind: 'list', items: items.map(visibleText) });

  blocks.push({ kind: 'title', text: p.title });
  say(title, reference !== undefined && p.reference(reference), p.about(organisation.name));
  if (erasedAt !== undefined) say(p.erased(format.date(erasedAt)));

  heading(p.outcomeTitle);
  say(p.outcomes[outcome]);
  const on = decidedAt !== undefined && date(decidedAt);
  if (on) say(outcome === 'automated' ? p.effectiveSince(on) : p.decidedOn(on));
  if (result) say(p.result(value(result.value, result.schema)));
  if (hasOtherFields) say(p.otherFields);

  heading(p.roleTitle);
  say(p.ai[outcome], decidedAt !== undefined && outcome !== 'automated' ? p.person(role) : p.nobody);

  if (decidedAt !== undefined) {
    heading(p.reasonsTitle);
    if (reasons.length > 0) {
      say(p.reasons);
      list(reasons.map((reason) => p.reason(reason.text, reason.factors, format)));
    }
    if (hasOtherReason) say(p.otherReason);
    if (factors.length > 0) {
      say(p.factors);
      list(factors);
    }
    if (reasons.length === 0 && factors.length === 0 && !hasOtherReason) say(p.noReasons);
  }
  if (notUsed.length > 0) {
    heading(p.notUsedTitle);
    say(p.notUsed);
    list(notUsed);
  }

  heading(p.contestTitle);
  say(contest.text);
  const href = safeHref(contest.href);
  if (href) blocks.push({ kind: 'link', text: visibleText(contest.label ?? href), href });
  if (organisation.contact) say(p.contact(organisation.contact));
  say(p.madeOn(date(explanation.madeAt)));
  return blocks;
}

/** The explanation as plain text, for a letter or an e-mail. */
export function personText(explanation: PersonExplanation, language: DocumentLanguage = {}): string {
  const lines = personBlocks(explanation, language).map((block) => {
    switch (block.kind) {
      case 'title':
        return `${block.text}\n${'='.repeat([...block.text].length)}`;
      case 'heading':
        return `${block.text}\n${'-'.repeat([...block.text].length)}`;
      case 'list':
        return block.items.map((item) => `- ${item}`).join('\n');
      case 'link':
        return block.text === block.href ? block.href : `${block.text}: ${block.href}`;
      default:
        return block.text;
    }
  });
  return `${lines.join('\n\n')}\n`;
}

const html = (block: PersonBlock): string => {
  switch (block.kind) {
    case 'title':
      return `<h1>${htmlBdi(block.text)}</h1>`;
    case 'heading':
      return `<h2>${htmlBdi(block.text)}</h2>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${htmlBdi(item)}</li>`).join('')}</ul>`;
    case 'link':
      return `<p><a href="${htmlText(block.href)}">${htmlBdi(block.text)}</a></p>`;
    default:
      return `<p class="words">${htmlBdi(block.text)}</p>`;
  }
};

/** The explanation as one HTML document, to be read, printed or sent. */
export function personHtml(explanation: PersonExplanation, language: DocumentLanguage = {}): string {
  const { locale, dir } = writingIn(language);
  const [title, ...blocks] = personBlocks(explanation, language);
  return `<!doctype html>
<html lang="${htmlText(locale)}" dir="${dir}">
<head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${EXPORT_CSP}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${htmlText((title as { text: string }).text)}</title>
<style>${EXPORT_STYLE}</style></head>
<body class="person"><main>
${html(title as PersonBlock)}
${blocks.map(html).join('\n')}
</main></body></html>
`;
}
