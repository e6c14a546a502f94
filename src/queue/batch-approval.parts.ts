export { type BatchApprovalRootProps as RootProps, First, Root, Summary, Title } from './batch-approval.js';
export { Actions, Progress, Result } from './batch-course.js';
export { Cases, Left } from './batch-list.js';
