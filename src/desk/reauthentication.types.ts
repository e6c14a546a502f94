export const REAUTHENTICATION_PROBLEMS = ['missing', 'wrong', 'too-many', 'signed-out', 'unreachable'] as const;
/**
 * Why a signature was not confirmed: nothing was entered · it was not right · it was tried too often · the sign-in ended, after
 * a time without activity for instance · nobody answered.
 */
export type ReauthenticationProblem = (typeof REAUTHENTICATION_PROBLEMS)[number];
