/** The wait before a decision, as it stands (B-12). */
export interface DwellState {
  /** Seconds of active time that are asked for. */
  seconds: number;
  /** Whether the case has been on screen for so long. */
  isOver: boolean;
}
