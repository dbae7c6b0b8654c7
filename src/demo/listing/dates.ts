import { isNumeric } from '../php';

const DAY = 86_400;

/**
 * Parses the date of a filter as PHP's Carbon does: Unix seconds, a date, date and time, or a few words. Returns Unix
 * seconds, or undefined where Carbon throws.
 */
export function parseMoment(value: string, now: number): number | undefined {
  if (isNumeric(value)) return Math.trunc(Number(value));
  const word = value.trim().toLowerCase();
  const today = now - (now % DAY);
  const words: Record<string, number> = {
    now,
    today,
    midnight: today,
    yesterday: today - DAY,
    tomorrow: today + DAY,
  };
  if (Object.hasOwn(words, word)) return words[word];
  const relative = /^([+-]?\d+)\s*(second|minute|hour|day|week)s?( ago)?$/.exec(word);
  if (relative) {
    const units = { second: 1, minute: 60, hour: 3600, day: DAY, week: 7 * DAY };
    const amount = Number(relative[1]) * units[relative[2] as keyof typeof units];
    return now + (relative[3] ? -amount : amount);
  }
  const iso =
    /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(
      word,
    );
  if (iso) return fromIso(iso);
  const parsed = /[a-z]{3}|\//.test(word) && /\d/.test(word) ? Date.parse(`${value} UTC`) : NaN;
  return Number.isNaN(parsed) ? undefined : Math.floor(parsed / 1000);
}

function fromIso(match: RegExpExecArray): number | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part || 0));
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 || minute > 59) return undefined;
  const seconds = Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
  const zone = /([+-])(\d{2}):?(\d{2})/.exec(match[7] ?? '');
  if (!zone) return seconds;
  const offset = (Number(zone[2]) * 60 + Number(zone[3])) * 60;
  return zone[1] === '+' ? seconds - offset : seconds + offset;
}

/** Whether the text is a date without a time. */
export function isDay(value: string): boolean {
  return /^\d{4}-\d{1,2}-\d{1,2}$/.test(value.trim());
}

/** Seconds of a day. */
export const SECONDS_A_DAY = DAY;
