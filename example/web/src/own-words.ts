import type { Language } from './words.js';

/** What a person is told of the checks among their cases, before and after. */
export interface OwnWords {
  /** Names the page, and the button that leads to it. */
  own: string;
  checks: string;
  /** That there are checks, how many, and that nothing follows from them: part of the policy of this host. */
  disclosed: readonly string[];
  none: string;
  notLoaded: string;
}

export const OWN_WORDS: Record<Language, OwnWords> = {
  en: {
    own: 'Your checks',
    checks: 'Check cases',
    disclosed: [
      'Among your cases there may be some whose answer is known: closed credits under another number. In half of them the proposal is wrong.',
      'They come with one in a hundred of your cases, two in a hundred where more is at stake, and up to five a week if you decide sixty or more.',
      'Nothing follows from your answer: no letter goes out, no model learns from it, no rate counts it. Once you have answered you are told what was known, and the answer is not taken back.',
      'What came of each is for you and for the audit role to read.',
    ],
    none: 'None of your decided cases was a check so far.',
    notLoaded: 'What was said of your checks could not be loaded.',
  },
  de: {
    own: 'Ihre Proben',
    checks: 'Proben',
    disclosed: [
      'Unter Ihren Fällen können einige sein, deren Antwort bekannt ist: abgeschlossene Kredite unter einer anderen Nummer. In der Hälfte davon ist der Vorschlag falsch.',
      'Sie kommen mit einem von hundert Ihrer Fälle, mit zweien von hundert, wo mehr auf dem Spiel steht, und bis zu fünf in der Woche, wenn Sie sechzig oder mehr entscheiden.',
      'Aus Ihrer Antwort folgt nichts: Kein Brief geht hinaus, kein Modell lernt daraus, keine Quote zählt sie. Nach Ihrer Antwort erfahren Sie, was bekannt war, und sie wird nicht zurückgenommen.',
      'Was bei jeder herauskam, lesen Sie und die Revision.',
    ],
    none: 'Bisher war keiner Ihrer entschiedenen Fälle eine Probe.',
    notLoaded: 'Was zu Ihren Proben gesagt wurde, konnte nicht geladen werden.',
  },
  ar: {
    own: 'اختباراتك',
    checks: 'حالات الاختبار',
    disclosed: [
      'قد تكون بين حالاتك حالات جوابها معروف: قروض منتهية تحت رقم آخر. في نصفها يكون الاقتراح خاطئًا.',
      'تأتي مع حالة واحدة من كل مئة من حالاتك، ومع اثنتين من كل مئة حين تكون المخاطرة أكبر، وحتى خمس في الأسبوع إذا قررت في ستين حالة أو أكثر.',
      'لا يترتب على جوابك شيء: لا تُرسل رسالة، ولا يتعلم منه نموذج، ولا تحسبه نسبة. بعد جوابك تعرف ما كان معروفًا، ولا يُسحب الجواب.',
      'ما نتج عن كل منها تقرؤه أنت ودور التدقيق.',
    ],
    none: 'لم تكن أي من الحالات التي قررت فيها اختبارًا حتى الآن.',
    notLoaded: 'تعذر تحميل ما قيل عن اختباراتك.',
  },
};
