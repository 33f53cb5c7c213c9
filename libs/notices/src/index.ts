export * from './content.js';
export * from './streams/notice/commands.js';
export * from './streams/notice/events.js';
export * from './streams/notice/state.js';
// To come, for the courier:
//   class Notices { constructor(decider, policies, vault, options?: { hold?, lease? }) }
//     composed(noticeId): Promise<{ personId: string; content: NoticeContent } | undefined>
//   differences(rows: ReadRows, limit): readonly string[]            enrollments to FollowPlan
//   due(rows: ReadRows, until: Temporal.Instant, limit): readonly { noticeId; at }[]
