-- Lets one more through where fewer than ARGV[1] were in the last ARGV[2] slots of ARGV[3] milliseconds, and counts it.
-- KEYS[1] is a hash of counts by slot. The oldest slot counts whole: never over, at most one slot late.
-- Answers: 1 or 0, how many are left, milliseconds until the oldest (or, refused, enough of them) counts no more, now.
local limit, slots, width = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local slot = math.floor(now / width)
local fields = redis.call('HGETALL', KEYS[1])
local counts, total, oldest, newest = {}, 0, slot, slot
for i = 1, #fields, 2 do
  newest = math.max(newest, tonumber(fields[i]))
end
if newest > slot + slots then -- the clock of Redis was set back: what it wrote before says nothing any more
  redis.call('DEL', KEYS[1])
  fields, newest = {}, slot
end
slot = newest
for i = 1, #fields, 2 do
  local at, count = tonumber(fields[i]), tonumber(fields[i + 1])
  if at < slot - slots then
    redis.call('HDEL', KEYS[1], fields[i])
  else
    counts[at] = count
    total = total + count
    oldest = math.min(oldest, at)
  end
end
if total >= limit then
  local at, left = oldest, total
  while at <= slot do
    left = left - (counts[at] or 0)
    if left < limit then break end
    at = at + 1
  end
  return {0, 0, (at + slots + 1) * width - now, now}
end
redis.call('HINCRBY', KEYS[1], slot, 1)
redis.call('PEXPIRE', KEYS[1], (slots + 1) * width)
return {1, limit - total - 1, (oldest + slots + 1) * width - now, now}
