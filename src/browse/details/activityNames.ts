import * as vscode from 'vscode';

/** Names of the server's activity types; only those known for certain, others show their number. */
export function activityName(type: string): string {
  const names: Record<string, string> = {
    1: vscode.l10n.t('Client created'),
    2: vscode.l10n.t('Client archived'),
    3: vscode.l10n.t('Client deleted'),
    4: vscode.l10n.t('Invoice created'),
    5: vscode.l10n.t('Invoice changed'),
    6: vscode.l10n.t('Invoice sent by e-mail'),
    7: vscode.l10n.t('Invoice seen'),
    8: vscode.l10n.t('Invoice archived'),
    9: vscode.l10n.t('Invoice deleted'),
    10: vscode.l10n.t('Payment created'),
    11: vscode.l10n.t('Payment changed'),
    12: vscode.l10n.t('Payment archived'),
    13: vscode.l10n.t('Payment deleted'),
    18: vscode.l10n.t('Quote created'),
    19: vscode.l10n.t('Quote changed'),
    20: vscode.l10n.t('Quote sent by e-mail'),
    21: vscode.l10n.t('Quote seen'),
    26: vscode.l10n.t('Client restored'),
    61: vscode.l10n.t('Client changed'),
    141: vscode.l10n.t('Comment'),
  };
  return names[type] ?? vscode.l10n.t('Activity {0}', type);
}
