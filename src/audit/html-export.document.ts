import type { AssumptionWording, AuditEntry, BatchShare, Grounds, Reason } from '../review/review.types.js';
import { safeguardsOnAndOff } from '../review/switches.selectors.js';
import { isWithheldEntry } from '../review/withheld-entry.selectors.js';
import { type AuditMessages, auditMessages } from './audit.messages.js';
import { actionOf, changesOf, isVerdictEntry, reasonWordsOf } from './audit.selectors.js';
import type { SignatureState, TimelineOrder } from './audit.types.js';
import { type DocumentLanguage, type Writing, writingIn } from './document-language.document.js';
import { type ExportMessages, exportDocumentMessages } from './export.messages.js';
import { type ExportedEntry, factsIn, PIECE, placeOf } from './export.selectors.js';
import type { ExportEntries, ExportFacts, ExportFilter, ExportVerification } from './export.types.js';
import { EXPORT_CSP, EXPORT_STYLE } from './export-style.selectors.js';
import { htmlBdi, htmlText } from './html-text.selectors.js';

type Fields = { readonly [name: string]: unknown };

export interface HtmlExportOptions extends DocumentLanguage {
  /** Whose record it is: "LN-20417, Home renovation loan", or "All cases". */
  of: string;
  /** When it is made, ISO 8601. */
  madeAt: string;
  /** Who makes it. */
  madeBy?: string;
  organisation?: string;
  /** The days it is limited to, ISO 8601: from, and before. */
  period?: { from?: string; to?: string };
  /** @default 'oldest-first' */
  order?: TimelineOrder;
  /** Which entries it is limited to. */
  filter?: ExportFilter;
  /** What a check of the record came to; without it the document says that it was not verified. */
  verification?: ExportVerification;
  /** Whether a signature still is that of its record; `unchecked` when absent. */
  signatureState?: (entry: AuditEntry) => SignatureState;
  /**
   * How the values and reasons of an entry read. Without it, as the proposals before it in the document say, so that an order
   * of newest first has values and codes as they were recorded.
   */
  factsOf?: (entry: AuditEntry) => ExportFacts | undefined;
}

interface Sheet extends Writing {
  d: ExportMessages['document'];
  a: AuditMessages;
  signatureState: (entry: AuditEntry) => SignatureState;
}

const COLUMNS = ['seq', 'when', 'who', 'what', 'basis', 'signature', 'proof'] as const;

/** Terms and what they are, in the order given; without those of which there is nothing. */
function facts(list: readonly (readonly [term: string, html: string | undefined | false])[]): string {
  const shown = list.filter(([, html]) => html);
  if (shown.length === 0) return '';
  return `<dl class="facts">${shown.map(([term, html]) => `<div><dt>${htmlText(term)}</dt><dd>${html}</dd></div>`).join('')}</dl>`;
}

const said = (value: unknown) =>
  value !== undefined && value !== null && value !== '' && typeof value !== 'object' && htmlBdi(value);
const code = (value: unknown) => said(value) && `<span class="code">${htmlBdi(value)}</span>`;

function time(iso: unknown, { moment }: Pick<Sheet, 'moment'>): string | false {
  return typeof iso === 'string' && `<time datetime="${htmlText(iso)}">${htmlBdi(moment(iso))}</time>`;
}

/** A list as texts, whatever a server sent in its place. */
const texts = (list: unknown): string[] => (Array.isArray(list) ? list.map(String) : []);

function whoCell({ by }: ExportedEntry, { a, d }: Sheet): string {
  const { kind, id, name, title, roles } = (by ?? {}) as unknown as Fields;
  const kindName = a.actorKinds[kind as 'model'];
  return `<p class="strong">${htmlBdi(name ?? id ?? a.unknownActor)}</p>${facts([
    [d.actorId, code(id)],
    [d.roleOf, said(kindName ?? [title, texts(roles).join(', ')].filter(Boolean).join('; '))],
  ])}`;
}

/** What a proposal said, so that the document has it without the log file. */
function proposalFacts({ command }: ExportedEntry, { d, format, value }: Sheet): string {
  const { proposal } = (command ?? {}) as { proposal?: Fields };
  if (!proposal) return '';
  const { subject, explanation, confidence, schema } = proposal as {
    subject?: Fields | string;
    explanation?: Fields | string;
    confidence?: { value?: number };
    schema?: ExportFacts['schema'];
  };
  const { title, reference, facts: known } = (typeof subject === 'object' && subject ? subject : {}) as Fields;
  const lines = (Array.isArray(known) ? known : []).map((fact) => `${fact?.name}: ${fact?.value}`);
  const { summary, factors } = (typeof explanation === 'object' && explanation ? explanation : {}) as Fields;
  const weighed = (Array.isArray(factors) ? factors : []).map(
    (factor) => `${factor?.name}${factor?.value === undefined ? '' : ` ${factor.value}`} (${factor?.contribution})`,
  );
  return facts([
    [d.suggested, said(value(proposal.value, schema))],
    [d.confidence, typeof confidence?.value === 'number' && htmlText(format.number(confidence.value, PRECISE))],
    [
      d.subject,
      [[title ?? (typeof subject === 'string' ? subject : ''), reference].filter(Boolean).join(', '), ...lines]
        .filter(Boolean)
        .map(htmlBdi)
        .join('<br>'),
    ],
    [d.details, [summary, ...weighed].filter(Boolean).map(htmlBdi).join('<br>') || said(explanation)],
  ]);
}

const PRECISE = { maximumFractionDigits: 4 } as const;

/** That a case was approved with others, whatever a newer server says of the batch. */
function batchText({ size, opened }: BatchShare, d: Sheet['d'], format: Sheet['format']): string {
  return d.batch(typeof size === 'number' ? format.number(size) : String(size), opened === true);
}

function whatCell(entry: ExportedEntry, own: ExportFacts, sheet: Sheet): string {
  const { a, d, states, questions, value, format } = sheet;
  const { phrase, object } = actionOf(entry);
  const what = htmlText(a.actions[phrase]).replace('{}', () => htmlBdi(object ?? a.unknownActor));
  const { reason, from, to } = entry;
  const command = (entry.command ?? {}) as Fields;
  const { assumption, dwell } = (entry.command ?? {}) as Grounds;
  const named = (codes: unknown, known: readonly { code: string; label: string }[] = []) =>
    texts(typeof codes === 'string' ? [codes] : codes)
      .map((each) => {
        const label = known.find((one) => one.code === each)?.label ?? (each === 'other' ? a.otherReason : undefined);
        return label === undefined ? htmlBdi(each) : `${htmlBdi(label)} <span class="code">${htmlBdi(each)}</span>`;
      })
      .join('<br>');
  const changes = changesOf(entry, own.schema).map(({ field, schema, from: before, to: after }) => {
    const [old, now] = [before, after].map((side) => side && htmlBdi(value(side.value, schema)));
    const change = old !== undefined && now !== undefined ? `${old} ${htmlText(a.changedTo)} ${now}` : (now ?? old);
    return [field ?? (after ? d.given : d.suggested), change] as const;
  });
  const wordsSaid = [command.message, command.question, command.answer, command.note]
    .concat(typeof command.reason === 'string' ? command.reason : undefined, (reason as Reason | undefined)?.text)
    .filter((each) => typeof each === 'string' && each.trim() !== '');
  const isProposal = command.proposal !== undefined;
  return [
    `<p class="strong">${what}</p>`,
    entry.exposure?.batch ? `<p class="strong">${htmlText(batchText(entry.exposure.batch, d, format))}</p>` : '',
    entry.exposure?.seeded ? `<p class="strong">${htmlText(d.seeded)}</p>` : '',
    isProposal ? proposalFacts(entry, sheet) : '',
    facts([
      ...(isProposal ? [] : changes),
      [d.reason, named(reason?.codes, reasonWordsOf(entry, own.policy))],
      [d.said, wordsSaid.map((each) => `<span class="words">${htmlBdi(each)}</span>`).join('<br>')],
      [d.checks, named(reason?.checks, own.policy?.checks)],
      [
        questions[assumption?.wording as AssumptionWording] ?? questions.holds,
        [named(assumption?.code, own.policy?.assumptions), said(assumption?.text)].filter(Boolean).join('<br>'),
      ],
      [d.waived, said(dwell?.waived)],
      [d.state, from !== to && said(states[to] ?? to)],
    ]),
    typeof entry.supersedes === 'number' ? `<p>${htmlText(d.supersedes(format.number(entry.supersedes)))}</p>` : '',
  ].join('');
}

function basisCell(entry: ExportedEntry, own: ExportFacts, sheet: Sheet): string {
  const { a, d, format, value } = sheet;
  const { exposure, confidence, model, policy, saw } = entry;
  const names = d.safeguardNames as { readonly [name: string]: string };
  const named = (list: readonly string[]) => list.map((each) => htmlBdi(names[each] ?? each)).join(', ');
  const { on, off } = safeguardsOnAndOff(exposure ?? {});
  const opened = texts(exposure?.evidenceOpened);
  const titleOf = (id: string) => {
    const title = (Array.isArray(own.evidence) ? own.evidence : []).find((item) => item?.id === id)?.title;
    return title ? `${htmlBdi(title)} <span class="code">${htmlBdi(id)}</span>` : htmlBdi(id);
  };
  const judgement = exposure?.judgement;
  const probability = judgement?.confidence;
  return facts([
    [d.confidence, typeof confidence?.raw === 'number' && htmlText(format.number(confidence.raw, PRECISE))],
    [d.confidenceShown, said(confidence?.shownAs)],
    [d.answeredFirst, exposure !== undefined && htmlText(value(exposure.answerFirst, { type: 'boolean' }))],
    [
      d.ownAnswer,
      judgement !== undefined &&
        htmlBdi(value(judgement.value, own.schema)) +
          (typeof probability === 'number' ? `, ${htmlText(a.ownProbability(format.percent(probability)))}` : ''),
    ],
    [d.revealedAt, time(exposure?.revealedAt, sheet)],
    [d.evidenceOpened, exposure !== undefined && (opened.map(titleOf).join(', ') || htmlText(d.none))],
    [
      d.activeTime,
      typeof exposure?.activeMs === 'number' &&
        htmlText(d.seconds(format.number(Math.round(exposure.activeMs / 1000)))),
    ],
    [d.safeguards, exposure !== undefined && (named(on) || htmlText(d.none))],
    [d.safeguardsOff, named(off)],
    [d.raised, exposure?.switches?.raisedFrom !== undefined && htmlText(d.raisedText)],
    [d.model, model && said([model.id, model.version].join(' '))],
    [d.policy, policy && said([policy.id, policy.version].join(' '))],
    [d.revision, said(saw?.revision)],
  ]);
}

/** Printed name, date and time, and what the signature means (21 CFR 11.50); whether it still fits (11.70). */
function signatureCell(entry: ExportedEntry, sheet: Sheet): string {
  const { a, d, signatureState } = sheet;
  const { signature } = (entry.command ?? {}) as { signature?: { printedName: string; meaning: string } };
  const signed = entry.signature ?? signature;
  if (!signed) return isVerdictEntry(entry) ? htmlText(d.unsigned) : '';
  const state = entry.signature ? signatureState(entry) : 'unchecked';
  return `${facts([
    [d.signedBy, said(signed.printedName)],
    [d.signedAt, time(entry.signature?.at ?? entry.at, sheet)],
    [d.meaning, said(a.meanings[signed.meaning as 'review'] ?? signed.meaning)],
    [d.method, said(entry.signature?.method)],
  ])}<p${state === 'changed' ? ' class="strong"' : ' class="small"'}>${htmlText(d.signatureStates[state] ?? state)}</p>`;
}

function proofCell(entry: ExportedEntry, { d, format }: Sheet): string {
  const { hash, position } = placeOf(entry);
  return facts([
    [d.hash, code(hash)],
    [d.position, typeof position === 'number' && htmlText(format.number(position))],
    [d.retainUntil, entry.retainUntil !== undefined && said(format.date(entry.retainUntil) ?? entry.retainUntil)],
  ]);
}

function row(entry: ExportedEntry, own: ExportFacts, sheet: Sheet): string {
  const { d, format } = sheet;
  const seq = typeof entry.seq === 'number' ? format.number(entry.seq) : entry.seq;
  const cells = [
    `${time(entry.at, sheet) || htmlText(sheet.a.timeNotAvailable)}${facts([[d.byDevice, time(entry.sentAt, sheet)]])}`,
    whoCell(entry, sheet),
    whatCell(entry, own, sheet),
    basisCell(entry, own, sheet),
    signatureCell(entry, sheet),
    proofCell(entry, sheet),
  ];
  return `<tr><th scope="row">${htmlBdi(entry.reviewId)}<br>${htmlText(seq)}</th>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>\n`;
}

function face(options: HtmlExportOptions, sheet: Sheet, orderName: string): string {
  const { d, format, moment } = sheet;
  const { of, madeAt, madeBy, organisation, period, filter, verification } = options;
  const checkpoint = verification?.checkpoint;
  const day = (iso: string | undefined) => (iso === undefined ? undefined : (format.dateTime(iso) ?? iso));
  const lines: (readonly [string, string | false | undefined])[] = [
    [d.of, said(of)],
    [d.organisation, said(organisation)],
    [d.madeAt, time(madeAt, sheet)],
    [d.madeBy, said(madeBy)],
    [d.scope, htmlText(period?.from || period?.to ? d.period(day(period.from), day(period.to)) : d.scopeAll)],
    [d.order, htmlText(orderName)],
    [d.filter, filter ? htmlBdi(d.filtered(filter.description)) : htmlText(d.unfiltered)],
    [
      d.checkpoint,
      checkpoint &&
        `${htmlText(d.checkpointText(checkpoint.size, moment(checkpoint.at), format))}<br><span class="code">${htmlText(d.checkpointKey)} ${htmlBdi(checkpoint.keyId)}<br>${htmlText(d.checkpointRoot)} ${htmlBdi(checkpoint.root)}</span>`,
    ],
  ];
  const verified = verification?.at === undefined ? undefined : moment(verification.at);
  const notices = [
    filter && `<p class="notice">${htmlBdi(d.filtered(filter.description))}</p>`,
    verification
      ? `<p class="notice${verification.isIntact ? '' : ' stop'}">${htmlText(verification.isIntact ? d.intact(verified) : d.broken(verified))}</p>`
      : `<p>${htmlText(d.unverified)}</p>`,
    (verification?.faults?.length ?? 0) > 0 &&
      `<ul>${verification?.faults?.map((fault) => `<li>${htmlBdi(fault)}</li>`).join('')}</ul>`,
  ];
  const terms = lines.filter(([, html]) => html).map(([term, html]) => `<dt>${htmlText(term)}</dt><dd>${html}</dd>`);
  return `<header><h1>${htmlText(d.title)}</h1>
<dl class="face">${terms.join('\n')}</dl>
${notices.filter(Boolean).join('\n')}</header>
<main><div class="table" role="region" aria-labelledby="caption" tabindex="0">
<table><caption id="caption">${htmlText(d.caption('{}', orderName)).replace('{}', () => htmlBdi(of))}${filter ? ` <span>${htmlBdi(d.filtered(filter.description))}</span>` : ''}</caption>
<colgroup>${COLUMNS.map((name) => `<col class="${name}">`).join('')}</colgroup>
<thead><tr>${COLUMNS.map((name) => `<th scope="col">${htmlText(d.columns[name])}</th>`).join('')}</tr></thead>
<tbody>
`;
}

/** How each entry reads, by the proposals that came before it in the document. */
function factsAsTheyCome(): (entry: AuditEntry) => ExportFacts {
  const byReview = new Map<string, ExportFacts>();
  // Many cases have the same: a document of all of them is not to hold it as many times.
  const known = new Map<string, ExportFacts>();
  return ({ reviewId, command }) => {
    const before = byReview.get(reviewId) ?? {};
    const said = factsIn(command);
    if (!said) return before;
    const read = { ...before, ...said };
    const key = JSON.stringify(read);
    const own = known.get(key) ?? read;
    known.set(key, own);
    byReview.set(reviewId, own);
    return own;
  };
}

/**
 * A record as one HTML document: complete without scripts, readable by a screen reader as a table, and made to be printed.
 * Yields pieces of text as the entries come. Everything in it that came from outside is text and nothing else.
 */
export async function* htmlExport(entries: ExportEntries, options: HtmlExportOptions): AsyncGenerator<string> {
  const { messages, order = 'oldest-first', filter, signatureState = () => 'unchecked' } = options;
  const d = { ...exportDocumentMessages.document, ...messages?.exports?.document };
  const a: AuditMessages = { ...auditMessages, ...messages?.audit };
  const sheet: Sheet = { ...writingIn(options), d, a, signatureState };
  const factsOf = options.factsOf ?? (order === 'oldest-first' ? factsAsTheyCome() : () => ({}));
  const title = `${d.title}: ${options.of}`;
  let piece = `<!doctype html>
<html lang="${htmlText(sheet.locale)}" dir="${sheet.dir}">
<head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${EXPORT_CSP}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${htmlText(title)}</title>
<style>${EXPORT_STYLE}</style></head>
<body>${face(options, sheet, a.orders[order])}`;
  let count = 0;
  let withheld = 0;
  for await (const entry of entries) {
    if (!entry) continue;
    const own = factsOf(entry) ?? {};
    if (filter && !filter.matches(entry)) continue;
    piece += row(entry, own, sheet);
    count++;
    if (isWithheldEntry(entry)) withheld++;
    if (piece.length >= PIECE) {
      yield piece;
      piece = '';
    }
  }
  yield `${piece}</tbody></table></div></main>
<footer>${withheld > 0 ? `<p class="notice">${htmlText(d.withheld(withheld, count, sheet.format))}</p>\n` : ''}<p>${htmlText(d.end(count, sheet.format))}</p></footer></body></html>
`;
}
