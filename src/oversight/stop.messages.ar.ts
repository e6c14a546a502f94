import type { StopMessages } from './stop.messages.js';

export const stopMessagesAr: StopMessages = {
  stop: 'إيقاف',
  stopWith: (keys) => `إيقاف حالة أو نموذج أو كل شيء (${keys})`,
  stopTitle: 'إيقاف',
  stopMeaning: 'ما يوقَف لا يُستلم ولا يُبتّ فيه ولا يُرسل حتى يستأنفه أحد. المسودات محفوظة.',
  stopWhat: 'ما يوقَف',
  stopCase: (title) => `هذه الحالة فقط: ${title}`,
  stopModel: (model, version) =>
    version === undefined ? `النموذج ${model}، كل إصدار` : `النموذج ${model}، الإصدار ${version} فقط`,
  stopAll: 'كل شيء',
  stopAllNote: 'كل حالة لكل نموذج، وما يصل لاحقًا أيضًا',
  stopReason: 'السبب',
  stopReasonHint: 'يقرؤه كل من يعمل هنا.',
  stopWhatMissing: 'حدّد ما يوقَف.',
  stopReasonMissing: 'اذكر السبب في كلمات قليلة.',
  reach: ({ open, claimed, effects }, format) =>
    [
      `عدد الحالات المفتوحة التي يوقفها هذا: ${format.number(open)}، والمستلَم منها: ${format.number(claimed)}.`,
      effects ? `عدد القرارات التي لم تُرسل بعد: ${format.number(effects)}.` : '',
    ]
      .filter(Boolean)
      .join(' '),
  reachAsked: 'يجري عدّ ما يوقفه هذا',
  reachUnknown: 'تعذّر عدّ ما يوقفه هذا.',
  stopSubmit: 'أوقف الآن',
  stopCancel: 'إلغاء',
  stopSending: 'يجري إرسال الإيقاف',
  stopUnreached: 'لم يصل الإيقاف إلى الخادم',
  stopUnreachedText: (tries, format) =>
    `ليس ساريًا بعد: يمكن للآخرين متابعة اتخاذ القرارات. هذه الشاشة موقوفة. يُعاد إرساله تلقائيًا حتى يصل أو تتخلى عنه. عدد المحاولات بلا رد: ${format.number(tries)}.`,
  resumeUnreached: 'لم يصل الطلب إلى الخادم',
  resumeUnreachedText: (tries, format) =>
    `الإيقاف ما زال ساريًا. يُعاد إرسال الطلب تلقائيًا حتى يصل أو تتخلى عنه. عدد المحاولات بلا رد: ${format.number(tries)}.`,
  tryNow: 'حاول الآن',
  giveUp: 'التخلي عنه',
  givenUp: 'تم التخلي عنه. لا يُعرف هل وصلت المحاولة الأخيرة.',
  stopForbidden: (roles) => `دورك لا يسمح بذلك. يتطلب: ${roles}.`,
  stopRefused: 'رفضه الخادم. لم يتغيّر شيء.',
  resumedAlready: (name) => `استأنفه ${name} من قبل.`,
  stopsLabel: 'الإيقافات',
  stopped: {
    all: (name) => `أوقف ${name} كل شيء`,
    model: (name, model, version) =>
      version === undefined ? `أوقف ${name} النموذج ${model}` : `أوقف ${name} النموذج ${model}، الإصدار ${version}`,
  },
  stoppedText: (when, reason) => `${when}. السبب: «${reason}»`,
  stoppedHeld: (held, format) =>
    held === undefined
      ? 'لا يُستلم شيء منه ولا يُبتّ فيه ولا يُرسل. المسودات محفوظة.'
      : `عدد الحالات الموقوفة: ${format.number(held)}. لا يُستلم شيء منها ولا يُبتّ فيه ولا يُرسل. المسودات محفوظة.`,
  resumeIs: (roles) => `الاستئناف يتطلب الدور: ${roles}.`,
  resume: 'استئناف',
  resumeTitle: 'استئناف',
  resumeMeaning: 'ما يوقفه هذا وحده يتابع من حيث كان. وما يوقفه غيره يبقى موقوفًا.',
  resumeReason: 'لماذا يمكن أن يتابع',
  resumeSubmit: 'استأنف الآن',
  resumeSending: 'يجري إرسال طلب الاستئناف',
  resumed: 'انتهى الإيقاف.',
  newsLate: 'قد تتأخر أخبار الإيقاف',
  newsLateText: 'الاتصال الذي يخبر بها فورًا منقطع. يُسأل عنها كل بضع ثوانٍ.',
};
