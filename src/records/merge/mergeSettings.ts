import { isInternalSetting, isSecretSetting, settingsField } from '../fields/catalogue';
import { isBlank, sameSetting } from '../compare';
import { asObject } from '../json';
import type { JsonObject } from '../json';
import { toBodyValue } from './mergeFields';
import type { MergeReport } from './mergeFields';

/** The merged settings. */
export interface MergedSettings {
  /** The server's whole settings with the user's changes in them: PUT replaces settings as a whole. */
  settings: JsonObject;
  /** Whether the user's changes differ from what the server has. */
  changed: boolean;
}

/**
 * Three-way merge of settings key by key. A key that `mine` leaves out goes back to "inherit", but for a secret, which texts
 * do not contain; `mine` undefined means that the text has no settings at all and changes none.
 */
export function mergeSettings(
  base: unknown,
  server: unknown,
  mine: JsonObject | undefined,
  report: MergeReport,
): MergedSettings {
  const [old, theirs] = [asObject(base), asObject(server)];
  const settings = { ...theirs };
  let changed = false;
  for (const key of new Set([...Object.keys(old), ...Object.keys(theirs), ...Object.keys(mine ?? {})])) {
    if (isInternalSetting(key) || key === '__proto__') continue;
    const field = settingsField(key);
    if (mine && isSecretSetting(key)) {
      changed = setSecret(settings, key, mine, report) || changed;
      continue;
    }
    if (!mine || sameSetting(field, old[key], mine[key])) continue;
    const path = ['settings', key];
    report.changed.push(path);
    if (sameSetting(field, mine[key], theirs[key])) continue;
    if (!sameSetting(field, old[key], theirs[key])) {
      report.conflicts.push({
        path,
        label: field?.title ?? key,
        base: old[key],
        server: theirs[key],
        mine: mine[key],
      });
    }
    changed = true;
    if (isBlank(mine[key])) delete settings[key];
    else settings[key] = toBodyValue(field, mine[key]);
  }
  return { settings, changed };
}

/** A secret that the user wrote is set, whatever was there: no question shows it. Returns whether it changes. */
function setSecret(settings: JsonObject, key: string, mine: JsonObject, report: MergeReport): boolean {
  if (!Object.hasOwn(mine, key)) return false;
  const field = settingsField(key);
  if (sameSetting(field, mine[key], settings[key])) return false;
  report.changed.push(['settings', key]);
  if (isBlank(mine[key])) Reflect.deleteProperty(settings, key);
  else settings[key] = toBodyValue(field, mine[key]);
  return true;
}
