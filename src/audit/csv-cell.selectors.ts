import { canonicalJson } from '../internal/canonical-json.js';
import { visibleText } from '../internal/plain-text.js';

/* Why these characters and this escape: docs/adr/2026-11-29-cells-that-calculate-nothing.md. */

/** Begins a formula in a spreadsheet, wide and small forms included. */
const TRIGGER = /[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212]/;
/** May stand before it: a spreadsheet that trims or unquotes would still find the formula. */
const SKIPPED = /[\s\p{QMark}`{]/u;
/** Begins another cell or row where a spreadsheet takes another separator than the comma. */
const SEPARATOR = /[;\t\r\n|]/;
const BLANK_START = /^'*[\t\r\n]/;

/** Most characters that a cell of Excel holds, in UTF-16 code units. */
export const LONGEST_CELL = 32_767;

/** Where a spreadsheet could begin to calculate, in UTF-16 code units, last first. Reads the text once, from its end. */
function dangerousPlaces(text: string): number[] {
  const places: number[] = [];
  let leadsToFormula = false;
  for (let at = text.length - 1; at >= 0; at--) {
    const character = text[at] as string;
    if (leadsToFormula && SEPARATOR.test(character)) places.push(at + 1);
    if (TRIGGER.test(character)) leadsToFormula = true;
    else if (!SKIPPED.test(character)) leadsToFormula = false;
  }
  if (leadsToFormula || BLANK_START.test(text)) places.push(0);
  return places;
}

/** Text that no spreadsheet calculates: an apostrophe stands before whatever would begin a formula. */
export function inertCell(text: string): string {
  if (!TRIGGER.test(text) && !BLANK_START.test(text)) return text;
  const pieces: string[] = [];
  let end = text.length;
  for (const place of dangerousPlaces(text)) {
    pieces.push(text.slice(place, end), "'");
    end = place;
  }
  return text.slice(0, end) + pieces.reverse().join('');
}

/** The text that `inertCell` was given. */
export function originalCell(cell: string): string {
  const pieces: string[] = [];
  let end = cell.length;
  for (const place of dangerousPlaces(cell)) {
    if (cell[place] !== "'") continue;
    pieces.push(cell.slice(place + 1, end));
    end = place;
  }
  return cell.slice(0, end) + pieces.reverse().join('');
}

/** The beginning of a text. Never ends between two halves of a character. */
function beginningOf(text: string, length: number): string {
  const kept = text.slice(0, Math.max(0, length));
  return text.length > length && /[\ud800-\udbff]$/.test(kept) ? kept.slice(0, -1) : kept;
}

/**
 * One field of a CSV file, quoted where RFC 4180 asks for it. Numbers stay numbers; text is inert, with its hidden characters
 * as code points (`[U+202E]`); anything else is its canonical JSON.
 *
 * @param longest most characters of the cell; a longer one is cut and says how long it was
 */
export function csvField(value: unknown, longest = LONGEST_CELL): string {
  if (value === undefined || value === null || value === '') return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value : canonicalJson(value);
  // Cut first: nothing is done with 5 MB of which 30 kB are shown.
  let cell = inertCell(visibleText(beginningOf(text, longest)));
  if (text.length > longest || cell.length > longest) {
    const note = ` [cut: ${text.length} characters]`;
    cell = beginningOf(cell, longest - note.length) + note;
  }
  return /[",;\t\r\n|]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
