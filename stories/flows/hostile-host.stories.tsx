import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, within } from 'storybook/test';
import { createMemoryBackend } from '../../src/backends/memory-backend.js';
import { sampleReview, sampleReviewers } from '../../src/backends/sample-reviews.js';
import { ReviewDesk } from '../../src/desk/index.js';

/*
 * What hosts' sheets do to every element. The layered part stands for Tailwind's reset, the rest for a page that was
 * styled by element for years.
 */
const HOST = `
@layer base {
  *, ::before, ::after { box-sizing: border-box; margin: 0; padding: 0; border: 0 solid; }
  button, input, select, textarea { font: inherit; color: inherit; background: transparent; border-radius: 0; }
  ol, ul { list-style: none; }
}
* { box-sizing: content-box; }
button { padding: 30px; background: hotpink; color: lime; border: 9px dotted red; text-transform: uppercase; letter-spacing: 4px; }
h1, h2, h3, h4 { margin: 60px; font: italic 40px serif; color: hotpink; }
p, li, dd, dt, td { margin: 40px; padding: 20px; font: 30px fantasy; color: lime; }
ol, ul, dl { margin: 50px; padding: 50px; }
label { display: block; margin: 50px; }
input, select { padding: 30px; margin: 30px; }
table { border: 9px solid red; }
`;

const backend = createMemoryBackend({
  reviewer: sampleReviewers.amara,
  reviews: [sampleReview('loan'), sampleReview('refund')],
});

const meta = {
  title: 'Flows/Hostile host',
  component: ReviewDesk.Root,
  args: { backend, reviewer: sampleReviewers.amara, initialId: 'LN-20417' },
  decorators: [
    (Story) => (
      <>
        <style>{HOST}</style>
        <Story />
      </>
    ),
  ],
  tags: ['!autodocs'],
} satisfies Meta<typeof ReviewDesk.Root>;

export default meta;
type Story = StoryObj<typeof meta>;

/** The kit in a page whose sheet styles bare elements, before ours: nothing of it arrives. */
export const BareElementRules: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const heading = await canvas.findByRole('heading', { name: /Home renovation loan/ });
    expect(getComputedStyle(heading).fontStyle).toBe('normal');
    expect(getComputedStyle(heading).marginTop).toBe('0px');
    // A rule that reaches one of our parts shows itself in a colour or a font that is the host's alone.
    const spoilt = [...canvasElement.querySelectorAll('[class*="csn-"]')].filter((element) => {
      const style = getComputedStyle(element);
      return (
        style.boxSizing !== 'border-box' ||
        /fantasy|serif$/.test(style.fontFamily.replace('sans-serif', '')) ||
        ['rgb(255, 105, 180)', 'rgb(0, 255, 0)'].includes(style.color) ||
        style.backgroundColor === 'rgb(255, 105, 180)' ||
        style.textTransform === 'uppercase' ||
        style.borderTopStyle === 'dotted'
      );
    });
    expect(spoilt.map((element) => `${element.tagName} ${element.getAttribute('class')}`)).toEqual([]);
  },
};
