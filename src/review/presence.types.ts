/** Somebody who has a case open right now. */
export interface PresentPerson {
  id: string;
  name: string;
}

/**
 * Who else has a case open right now, besides its claim: a courtesy between colleagues, so that two do not read the same case
 * without knowing. It is no view (L-31) and leaves no trace in the record; nobody is measured by it (B-26); what B-1 and B-19
 * withhold is withheld here as well (`presentAsSeenBy`).
 */
export interface PresenceService {
  /**
   * Says that this person has a case open, until the returned function is called, and tells who else has: soon after this
   * returned, and whenever it changes. It never throws, and a failure is no news: where nobody can be told of, nobody is told.
   */
  watch(reviewId: string, listener: (people: readonly PresentPerson[]) => void): () => void;
}
