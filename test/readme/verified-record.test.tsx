import { render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { VerifiedRecord } from '../../docs/verified-record.js';
import { extractOf, LOG } from '../verify/verify.fixtures.js';

const REVIEW = LOG[0]?.entry.reviewId as string;
/** As a browser has it: jsdom's files cannot be read. */
const fileOf = (text: string) =>
  Object.assign(new File([text], 'log.jsonl'), { arrayBuffer: async () => new TextEncoder().encode(text).buffer });
const given = async (text: string) => {
  render(<VerifiedRecord />);
  await userEvent.upload(screen.getByLabelText('Log file'), fileOf(text));
};

it('the example about the record says that a file is what was written', async () => {
  await given(await extractOf(REVIEW));
  expect(await screen.findByText(/verified.*Nothing was changed/, undefined, { timeout: 15_000 })).toBeTruthy();
});

it('and names the entry that is not', async () => {
  const text = await extractOf(REVIEW);
  await given(text.replace('"position":1,', '"position":1,"extra":1,'));
  expect(await screen.findByText(/^Entry 1 .*changed/, undefined, { timeout: 15_000 })).toBeTruthy();
});
