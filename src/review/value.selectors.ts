import { canonicalJson } from '../internal/canonical-json.js';
import { formatNumber, formatQuantity } from '../internal/format.js';
import { isRecord } from '../internal/is-record.js';
import { visibleText } from '../internal/plain-text.js';
import type { Json, ValueSchema } from './review.types.js';

/** The words that a value needs besides its own. */
export interface ValueWords {
  yes: string;
  no: string;
  emptyValue: string;
  /** "Total: €1,284.50". */
  fieldText: (name: string, value: string) => string;
  fieldSeparator: string;
}

/** Whether nothing is there: `null`, `undefined` or text without a character. */
export function isEmptyValue(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}

/**
 * How a value reads under its schema: a choice by its label, a number with its unit, a record field by field. A value
 * that does not fit, or a schema of a newer version, reads as the JSON it is: shown, never guessed at.
 */
export function valueText(
  value: Json | undefined,
  schema: ValueSchema | undefined,
  format: { readonly locale: string },
  words: ValueWords,
): string {
  if (value === null || value === undefined || value === '') return words.emptyValue;
  switch (schema?.type) {
    case 'choice':
      return visibleText(schema.options.find((option) => option.value === value)?.label ?? plain(value));
    case 'boolean':
      if (value === true) return schema.trueLabel ?? words.yes;
      if (value === false) return schema.falseLabel ?? words.no;
      break;
    case 'number':
      if (typeof value === 'number') return numberText(value, schema.unit, format);
      break;
    case 'record':
      if (isRecord(value)) {
        return schema.fields
          .map((field) => words.fieldText(field.label, valueText(value[field.name], field.schema, format, words)))
          .join(words.fieldSeparator);
      }
      break;
    case 'text':
      break;
    default:
      if (typeof value === 'boolean') return value ? words.yes : words.no;
      if (typeof value === 'number') return numberText(value, undefined, format);
  }
  return visibleText(plain(value));
}

/** A number whole: a sum of money keeps a third decimal, a dose keeps its fourth. */
function numberText(value: number, unit: string | undefined, { locale }: { readonly locale: string }): string {
  if (Math.round(value * 100) / 100 === value) return formatQuantity(locale, value, unit);
  // 15 digits tell any two decimals of that length apart; a 16th would show binary noise, as in 0.30000000000000004.
  const digits = formatNumber(locale, value, { maximumSignificantDigits: 15 });
  return unit === undefined ? digits : `${digits}\u00a0${unit}`;
}

function plain(value: Json): string {
  return typeof value === 'string' ? value : canonicalJson(value);
}
