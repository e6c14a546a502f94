import type { VerifyMessages } from './log-fault.messages.js';

export const verifyMessagesDe: VerifyMessages = {
  entry: (position, id) => `Eintrag ${position}${id ? ` (${id})` : ''}`,
  entryRange: (from, to) => `Einträge ${from} bis ${to}`,
  line: (line) => `Zeile ${line}`,
  someEntry: 'Die Datei',
  someLine: 'eine Zeile der Datei',
  faults: {
    unreadable: ({ entries, inLine }) => `${entries}: nicht als Teil eines Protokolls lesbar${inLine}.`,
    changed: ({ entries, inLine }) => `${entries}: nachträglich geändert${inLine}.`,
    removed: ({ entries }) => `${entries}: aus dem Protokoll entfernt.`,
    inserted: ({ entries, inLine }) =>
      `${entries}: nachträglich eingefügt; an dieser Stelle steht im Protokoll ein anderer${inLine}.`,
    reordered: ({ entries, inLine }) => `${entries}: an eine andere Stelle gerückt${inLine}.`,
    'clock-backwards': ({ entries, inLine }) => `${entries}: nennt eine frühere Zeit als der Eintrag davor${inLine}.`,
    'cut-off': ({ entries }) => `${entries}: am Ende abgeschnitten, obwohl eine Prüfmarke sie zählt.`,
    rewritten: ({ entries }) =>
      `${entries}: in sich stimmig, aber nicht das, was unterzeichnet wurde. Das Protokoll wurde neu geschrieben.`,
    'checkpoint-forged': ({ entries }) =>
      `${entries}: Die Unterschrift der Prüfmarke, die hier endet, passt nicht zu ihr.`,
    'key-unknown': ({ entries }) =>
      `${entries}: Die Prüfmarke, die hier endet, ist mit einem unbekannten Schlüssel unterzeichnet.`,
    'key-out-of-time': ({ entries }) =>
      `${entries}: Die Prüfmarke, die hier endet, ist mit einem Schlüssel unterzeichnet, der zu ihrer Zeit nicht galt.`,
    'checkpoint-time': ({ entries }) =>
      `${entries}: Die Prüfmarke, die hier endet, nennt eine frühere Zeit als eine davor oder als ein Eintrag, den sie erfasst.`,
    'disclosure-missing': ({ entries }) => `${entries}: Es fehlen Worte, die niemand gelöscht hat.`,
    'not-a-log': ({ line }) => `Die Datei ist kein Protokoll von Countersign: kein Kopf in ${line}.`,
    'version-newer': () => 'Die Datei stammt von einer neueren Version. Nichts darin wurde geprüft.',
    truncated: ({ inLine }) => `Die Datei bricht ab${inLine}.`,
    'counts-wrong': ({ inLine }) =>
      `Die Datei enthält eine andere Zahl von Einträgen oder Offenlegungen, als sie angibt${inLine}.`,
    'block-wrong': ({ entries, inLine }) => `${entries}: Die Datei gibt ihre Prüfsummen falsch an${inLine}.`,
    'not-canonical': ({ entries, inLine }) =>
      `${entries}: inhaltlich unverändert, aber nicht so geschrieben, wie unterzeichnet wurde${inLine}.`,
    misplaced: ({ inLine }) => `Hier steht etwas, das nicht hierher gehört${inLine}.`,
    'outside-scope': ({ entries, inLine }) => `${entries}: gehört nicht zu diesem Auszug${inLine}.`,
    'disclosure-unknown': ({ entries, inLine }) =>
      `${entries}: Es werden Worte dafür angegeben, für die dort kein Platz ist${inLine}.`,
    'proof-wrong': ({ inLine }) =>
      `Der Nachweis verbindet die Einträge dieses Auszugs nicht mit dem unterzeichneten Protokoll${inLine}.`,
    unsigned: ({ entries }) => `${entries}: von keiner Prüfmarke erfasst.`,
    'not-continued': ({ count, moment }) =>
      `Das Protokoll enthält nicht mehr, was am ${moment} unterzeichnet wurde: Von den damaligen Einträgen (${count}) fehlen einige oder sind andere.`,
  },
  disclosures: {
    'given-only': 'Nach fehlenden Worten wurde nicht gesucht: Ein Eintrag nach diesem Auszug kann sie gelöscht haben.',
    'not-checked': 'Worte, die gelöscht werden können, wurden nicht mit ihren Festlegungen verglichen.',
  },
};
