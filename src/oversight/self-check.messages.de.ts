import type { SelfCheckMessages } from './self-check.messages.js';

export const selfCheckMessagesDe: SelfCheckMessages = {
  agreementTitle: 'Sie und die KI waren oft einer Meinung',
  agreementText: (decisions, disagreements, expected, f) =>
    `In Ihren letzten ${f.number(decisions)} Entscheidungen haben Sie in ${f.plural(disagreements, { one: '# Fall', other: '# Fällen' })} anders entschieden. Nach ihren eigenen Werten liegt die KI in etwa ${f.number(Math.round(expected))} davon falsch. Sie haben auch weniger Zeit gebraucht als sonst.`,
  paceTitle: 'Vielleicht ist es Zeit für eine Pause',
  paceText: (items, minutes, f) =>
    `Sie haben in ${f.number(minutes, { style: 'unit', unit: 'minute', unitDisplay: 'long' })} ${f.plural(items, { one: '# Fall', other: '# Fälle' })} entschieden, die letzten in weniger Zeit als die ersten. Ihre Fälle und Entwürfe bleiben, wie sie sind.`,
  onlyYou: 'Das sehen nur Sie.',
  closeNotice: 'Hinweis schließen',
  paceOff: 'Keine Pausen vorschlagen',
  paceIsOff: 'Ihnen werden keine Pausen mehr vorgeschlagen.',
  paceOn: 'Wieder Pausen vorschlagen',
};
