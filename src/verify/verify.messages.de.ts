import type { VerifyMessages } from './verify.messages.js';

export const verifyMessagesDe: VerifyMessages = {
  entry: (position, id) => `Eintrag ${position}${id ? ` (${id})` : ''}`,
  entryRange: (from, to) => `Einträge ${from} bis ${to}`,
  line: (line) => `Zeile ${line}`,
  someEntry: 'Ein Eintrag',
  someLine: 'eine Zeile der Datei',
  faults: {
    unreadable: ({ line, entries }) => `${entries}: nicht als Teil eines Protokolls lesbar (${line}).`,
    changed: ({ entries, line }) => `${entries}: nachträglich geändert (${line}).`,
    removed: ({ entries }) => `${entries}: aus dem Protokoll entfernt.`,
    inserted: ({ entries, line }) =>
      `${entries}: nachträglich eingefügt; an dieser Stelle steht im Protokoll ein anderer (${line}).`,
    reordered: ({ entries, line }) => `${entries}: an eine andere Stelle gerückt (${line}).`,
    'clock-backwards': ({ entries, line }) => `${entries}: nennt eine frühere Zeit als der Eintrag davor (${line}).`,
    'cut-off': ({ entries }) => `${entries}: am Ende abgeschnitten, obwohl eine Prüfmarke sie zählt.`,
    rewritten: ({ entries }) =>
      `${entries}: in sich stimmig, aber nicht das, was unterzeichnet wurde. Das Protokoll wurde neu geschrieben.`,
    'checkpoint-forged': ({ entries }) =>
      `${entries}: Die Unterschrift der Prüfmarke, die hier endet, passt nicht zu ihr.`,
    'key-unknown': ({ entries }) =>
      `${entries}: Die Prüfmarke, die hier endet, ist mit einem unbekannten Schlüssel unterzeichnet.`,
    'disclosure-missing': ({ entries }) => `${entries}: Es fehlen Worte, die niemand gelöscht hat.`,
    'not-a-log': ({ line }) => `Die Datei ist kein Protokoll von Countersign: kein Kopf in ${line}.`,
    'version-newer': () => 'Die Datei stammt von einer neueren Version. Nichts darin wurde geprüft.',
    truncated: ({ line }) => `Die Datei bricht ab (${line}).`,
    'counts-wrong': ({ line }) =>
      `Die Datei enthält eine andere Zahl von Einträgen oder Offenlegungen, als sie angibt (${line}).`,
    'block-wrong': ({ entries, line }) => `${entries}: Die Datei gibt ihre Prüfsummen falsch an (${line}).`,
    'not-canonical': ({ entries, line }) =>
      `${entries}: inhaltlich unverändert, aber nicht so geschrieben, wie unterzeichnet wurde (ab ${line}).`,
    misplaced: ({ line }) => `Hier steht etwas, das nicht hierher gehört (${line}).`,
    'outside-scope': ({ entries, line }) => `${entries}: gehört nicht zu diesem Auszug (${line}).`,
    'disclosure-unknown': ({ entries, line }) =>
      `${entries}: Es werden Worte dafür angegeben, für die dort kein Platz ist (${line}).`,
    'proof-wrong': ({ line }) =>
      `Der Nachweis verbindet die Einträge dieses Auszugs nicht mit dem unterzeichneten Protokoll (${line}).`,
    unsigned: ({ entries }) => `${entries}: von keiner Prüfmarke der Datei erfasst.`,
  },
};
