'use client';
import { useCallback } from 'react';
import { isRecord } from '../internal/is-record.js';
import { useLocale, useMessages } from '../react/locale-context.js';
import { valueMessages } from './case.messages.js';
import { provenance } from './provenance.variants.js';
import type { Json, ValueSchema } from './review.types.js';
import { valueText } from './value.selectors.js';

/** How values read in the reader's language: `text(value, schema)`. */
export function useValueText(): (value: Json | undefined, schema?: ValueSchema) => string {
  const locale = useLocale();
  const words = useMessages('review', valueMessages);
  return useCallback((value, schema) => valueText(value, schema, { locale }, words), [locale, words]);
}

export interface ValueTextProps {
  value: Json | undefined;
  schema?: ValueSchema;
}

/** A value as its schema reads it, isolated from the direction of the text around it. Renders a `<bdi>`, a record a `<dl>`. */
export function ValueText({ value, schema }: ValueTextProps) {
  const text = useValueText();
  if (schema?.type !== 'record' || !isRecord(value)) {
    return <bdi className={provenance.text()}>{text(value, schema)}</bdi>;
  }
  return (
    <dl className={provenance.fields()}>
      {schema.fields.map((field) => (
        <div key={field.name} className={provenance.field()}>
          <dt className={provenance.fieldName()}>{field.label}</dt>
          <dd className={provenance.fieldValue()}>
            <bdi>{text(value[field.name], field.schema)}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
