import type { Language } from './words.js';

export interface PracticeWords {
  /** Leads to ten cases before the work begins. */
  burst: string;
  /** What the onboarding set asks for. */
  asked: (right: number, of: number, found: number) => string;
  qualified: string;
  toTheCases: string;
  notYet: string;
  notSent: string;
  /** Of answers to a set that this server does not take any more. */
  outOfDate: string;
  beginAnew: string;
  notLoaded: string;
  none: string;
}

export const PRACTICE_WORDS: Record<Language, PracticeWords> = {
  en: {
    burst: 'Practise on ten cases',
    asked: (right, of, found) =>
      `You can decide once you have the known answer in ${right} of ${of} cases, ${found} of those among them in which the model is wrong. You can go through the set as often as you like.`,
    qualified: 'You can decide cases from now on',
    toTheCases: 'Go to the cases',
    notYet: 'That is not enough to decide yet. Read what was known of each case, and go through the set again.',
    notSent: 'Your answers are kept here, but could not be sent.',
    outOfDate:
      'These answers are of a set that is out of date. What you learned stays; to be counted, go through the new one.',
    beginAnew: 'Begin the new set',
    notLoaded: 'The practice cases could not be loaded.',
    none: 'There are too few cases with a known end to practise on.',
  },
  de: {
    burst: 'An zehn Fällen üben',
    asked: (right, of, found) =>
      `Sie können entscheiden, sobald Sie in ${right} von ${of} Fällen die bekannte Antwort haben, darunter in ${found}, in denen das Modell falsch liegt. Sie können den Satz beliebig oft durchgehen.`,
    qualified: 'Von jetzt an können Sie Fälle entscheiden',
    toTheCases: 'Zu den Fällen',
    notYet:
      'Das genügt noch nicht, um zu entscheiden. Lesen Sie, was über jeden Fall bekannt war, und gehen Sie den Satz noch einmal durch.',
    notSent: 'Ihre Antworten sind hier aufbewahrt, konnten aber nicht gesendet werden.',
    outOfDate:
      'Diese Antworten gehören zu einem Satz, der nicht mehr gilt. Was Sie gelernt haben, bleibt; damit es zählt, gehen Sie den neuen durch.',
    beginAnew: 'Neuen Satz beginnen',
    notLoaded: 'Die Übungsfälle konnten nicht geladen werden.',
    none: 'Es gibt zu wenige Fälle mit bekanntem Ausgang, um daran zu üben.',
  },
  ar: {
    burst: 'التدرب على عشر حالات',
    asked: (right, of, found) =>
      `يمكنك أن تقرر متى قدّمت الإجابة المعروفة في ${right} من ${of} حالة، منها ${found} أخطأ فيها النموذج. ولك أن تعيد المجموعة متى شئت.`,
    qualified: 'يمكنك من الآن أن تقرر في الحالات',
    toTheCases: 'إلى الحالات',
    notYet: 'لا يكفي ذلك بعد لكي تقرر. اقرأ ما كان معروفًا عن كل حالة، ثم أعد المجموعة.',
    notSent: 'إجاباتك محفوظة هنا، لكن تعذر إرسالها.',
    outOfDate: 'هذه الإجابات لمجموعة لم تعد صالحة. يبقى لك ما تعلمته، ولكي يُحسب خُض المجموعة الجديدة.',
    beginAnew: 'ابدأ المجموعة الجديدة',
    notLoaded: 'تعذر تحميل حالات التدريب.',
    none: 'الحالات المعروفة نتيجتها قليلة ولا تكفي للتدرب.',
  },
};
