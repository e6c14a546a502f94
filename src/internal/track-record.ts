/** Cases from which on a share of them is shown (B-20): on fewer, it says more about chance than about whoever was right. */
export const TRACK_RECORD_LEAST = 30;
