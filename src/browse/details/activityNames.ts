import * as vscode from 'vscode';

/** What the server's numbers of activities mean; only those that are certain. */
export function activityName(type: string): string {
  const { t } = vscode.l10n;
  const names: Record<string, string> = {
    1: t('Client created'),
    2: t('Client archived'),
    3: t('Client deleted'),
    4: t('Invoice created'),
    5: t('Invoice changed'),
    6: t('Invoice sent by e-mail'),
    7: t('Invoice seen'),
    8: t('Invoice archived'),
    9: t('Invoice deleted'),
    10: t('Payment created'),
    11: t('Payment changed'),
    12: t('Payment archived'),
    13: t('Payment deleted'),
    18: t('Quote created'),
    19: t('Quote changed'),
    20: t('Quote sent by e-mail'),
    21: t('Quote seen'),
    26: t('Client restored'),
    61: t('Client changed'),
    141: t('Comment'),
  };
  return names[type] ?? t('Activity {0}', type);
}
