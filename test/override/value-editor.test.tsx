import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it, vi } from 'vitest';
import { sampleProposals } from '../../src/backends/sample-reviews.js';
import { ValueEditor, type ValueEditorProps } from '../../src/override/index.js';
import { LocaleProvider } from '../../src/react/locale-context.js';
import type { ChoiceSchema, Json, ValueSchema } from '../../src/review/review.types.js';
import { describeEachReactMode } from '../react-modes.js';
import { descriptionOf } from './host.js';

function Editor({
  initial,
  onTyped,
  ...props
}: Partial<ValueEditorProps> & { initial?: Json; onTyped?: (v: Json) => void }) {
  const [value, setValue] = useState<Json | undefined>(initial);
  return (
    <ValueEditor
      aria-label="Your answer"
      {...props}
      value={value}
      onValueChange={(details) => {
        setValue(details.value);
        onTyped?.(details.value);
      }}
    />
  );
}

const choiceOf = (count: number): ChoiceSchema => ({
  type: 'choice',
  options: Array.from({ length: count }, (_, index) => ({ value: `v${index}`, label: `Option ${index}` })),
});
const money: ValueSchema = { type: 'number', unit: 'EUR', min: 0, max: 500, step: 0.01 };

describeEachReactMode('ValueEditor', (renderIn) => {
  const user = userEvent.setup();

  it('offers up to seven options as radio buttons, more as a list, none of them chosen', async () => {
    const { unmount } = renderIn(<Editor schema={choiceOf(7)} />);
    expect(screen.getByRole('radiogroup', { name: 'Your answer' }).getAttribute('aria-required')).toBe('true');
    expect(screen.getAllByRole<HTMLInputElement>('radio').filter((radio) => radio.checked)).toEqual([]);
    unmount();

    const onTyped = vi.fn();
    renderIn(<Editor schema={choiceOf(8)} onTyped={onTyped} />);
    const list = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Your answer' });
    expect(list.value).toBe('');
    await user.selectOptions(list, 'Option 3');
    expect(onTyped).toHaveBeenLastCalledWith('v3');
  });

  it('gives a boolean as true or false, in the host’s words', async () => {
    const onTyped = vi.fn();
    renderIn(<Editor schema={sampleProposals.post.schema} onTyped={onTyped} />);
    await user.click(screen.getByRole('radio', { name: 'Take down' }));
    expect(onTyped).toHaveBeenLastCalledWith(false);
  });

  it('keeps a number as typed, and says how it is read in the locale', async () => {
    const onTyped = vi.fn();
    renderIn(
      <LocaleProvider locale="de">
        <Editor schema={money} onTyped={onTyped} />
      </LocaleProvider>,
    );
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Your answer' });
    expect(field.inputMode).toBe('decimal');
    await user.type(field, '24,');
    expect(field.value).toBe('24,');
    await user.type(field, '5');
    expect(onTyped).toHaveBeenLastCalledWith('24,5');
    expect(descriptionOf(field)).toMatch(/Read as 24,50\s€$/);
  });

  it('offers a keyboard with a minus sign where the number may be negative', () => {
    renderIn(<Editor schema={{ type: 'number', step: 1 }} />);
    expect(screen.getByRole<HTMLInputElement>('textbox').inputMode).toBe('text');
  });

  it('says the range for a number that is none', () => {
    renderIn(<Editor schema={money} initial="much" issues={[{ code: 'value-invalid', path: 'value' }]} />);
    expect(descriptionOf(screen.getByRole('textbox'))).toContain('Enter a number from 0 to 500.');
    expect(screen.getByRole('textbox').getAttribute('aria-invalid')).toBe('true');
  });

  it('starts from the AI’s text only when asked to', async () => {
    const { schema, value } = sampleProposals.reply;
    renderIn(<Editor schema={schema} aiValue={value} />);
    const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Your answer' });
    expect(field.value).toBe('');
    await user.click(screen.getByRole('button', { name: 'Start from the AI text' }));
    expect(field.value).toBe(value);
    expect(document.activeElement).toBe(field);
  });

  it('shows no trace of an AI value it was not given', () => {
    const { container } = renderIn(<Editor schema={sampleProposals.invoice.schema} />);
    expect(container.querySelector('[data-origin]')).toBeNull();
    expect(screen.queryByText('Same')).toBeNull();
    expect(screen.getAllByRole('textbox').map((field) => (field as HTMLInputElement).value)).toEqual(['', '', '']);
  });

  it('changes one field of a record and goes back to the AI’s, focus following', async () => {
    const { schema, value } = sampleProposals.invoice;
    const onTyped = vi.fn();
    renderIn(<Editor schema={schema} aiValue={value} onTyped={onTyped} />);
    const row = within(screen.getByRole('group', { name: 'Total' }));
    expect(row.getByText('Same')).toBeDefined();
    expect(row.getByText('€1,284.50')).toBeDefined();

    await user.click(row.getByRole('button', { name: 'Change Total' }));
    const field = row.getByRole<HTMLInputElement>('textbox', { name: 'Total' });
    expect(document.activeElement).toBe(field);
    expect(field.value).toBe('1284.5');
    expect(row.getByText('Same')).toBeDefined();
    await user.keyboard('12');
    expect(onTyped).toHaveBeenLastCalledWith({ total: '12' });
    expect(row.queryByText('Same')).toBeNull();

    await user.click(row.getByRole('button', { name: /^Keep/ }));
    expect(onTyped).toHaveBeenLastCalledWith({});
    expect(document.activeElement).toBe(row.getByRole('button', { name: 'Change Total' }));
  });

  it('asks for a field that the AI left out', () => {
    const { schema, value } = sampleProposals.invoice;
    renderIn(<Editor schema={schema} aiValue={{ ...value, supplier: null, date: null }} />);
    expect(screen.getByRole('textbox', { name: 'Supplier' })).toBeDefined();
    // An optional one may stay as empty as the AI left it.
    expect(screen.getByRole('button', { name: 'Change Date' })).toBeDefined();
  });

  it('says so when a value cannot be edited here', () => {
    renderIn(<Editor aiValue={[1, 2]} />);
    expect(screen.getByText('This kind of value cannot be edited here.')).toBeDefined();
  });
});
