export * as DecisionBar from './decision-bar.js';
export { type DeskMessages, deskMessages } from './desk.messages.js';
export { createDesk, type Desk, type DeskOptions, type DeskSettlement, deskFor } from './desk.session.js';
export * as ReviewCard from './review-card.js';
export * as ReviewDesk from './review-desk.js';
