import type { SystemMessages } from './system.messages.js';

export const systemMessagesDe: SystemMessages = {
  aboutSystem: 'Über das KI-System',
  systemSlots: {
    purpose: 'Wofür es da ist',
    measured: 'Wie oft es richtig liegt',
    failures: 'Wo es bekanntermaßen versagt',
    untested: 'Worauf es nicht geprüft wurde',
    interpretation: 'Wie es zu lesen ist',
    oversight: 'Wie Menschen es beaufsichtigen',
  },
  systemNotProvided: 'Nicht angegeben',
  systemVersion: (id, version, released) => `${id} ${version}${released ? `, vom ${released}` : ''}`,
  systemRight: (name, right, range, n, f) =>
    `${name}: in ${right}${range ? ` (${range})` : ''} von ${f.plural(n, { one: '# Fall', other: '# Fällen' })} richtig.`,
  systemMeasuredOn: (date) => `Gemessen am ${date}.`,
  systemUndated: 'Wann das gemessen wurde, ist nicht bekannt.',
  systemTooFew: (name, n, f) =>
    `${name}: ${f.plural(n, { one: '# Fall', other: '# Fälle' })}, zu wenige für eine Aussage, wie oft es richtig liegt.`,
  systemMalformed: (name) => `${name}: Was gemessen wurde, ist nicht lesbar.`,
  systemDegraded: (since) => (since ? `Eingeschränkt seit ${since}` : 'Eingeschränkt'),
  disclosureTitle: 'An dieser Entscheidung wirkt ein KI-System mit',
  disclosureSystem: (name, purpose) => (purpose ? `${name}: ${purpose}` : name),
  disclosureBy: {
    auto: 'Was das System vorschlägt, wird wirksam. Vorher sieht es kein Mensch an.',
    monitor: 'Was das System vorschlägt, wird nach einiger Zeit wirksam, wenn vorher kein Mensch eingreift.',
    review: 'Das System macht einen Vorschlag. Ein Mensch entscheidet und kann anders entscheiden.',
    second:
      'Das System macht einen Vorschlag. Zwei Menschen entscheiden, ohne voneinander zu wissen, und können anders entscheiden.',
  },
  disclosureRights: 'Was Sie tun können',
  disclosureRight: {
    explanation: 'Sich die Entscheidung erklären lassen',
    person: 'Verlangen, dass ein Mensch entscheidet oder neu entscheidet',
    objection: 'Der Entscheidung widersprechen',
  },
};
