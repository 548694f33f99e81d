// Which channels hold what a member has not seen yet; this tab remembers it over a reload.

const key = (member, channel) => `seen:${member.id}:${channel.id}`;
const seen = (member, channel) => BigInt(sessionStorage.getItem(key(member, channel)) ?? 0);

// Ids grow with time, so the last one seen says it all.
export function markSeen(member, channel, messageId) {
  if (messageId && BigInt(messageId) > seen(member, channel)) sessionStorage.setItem(key(member, channel), messageId);
}

export const isUnread = (member, channel) => BigInt(channel.last_message_id ?? 0) > seen(member, channel);
