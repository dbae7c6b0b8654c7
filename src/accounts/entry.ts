import { manageAccount, markAccount, renameAccount, setIdSalt, showAccounts } from './accountMenu';
import { readDevSignIn } from './signIn/devSignIn';
import { forgetEverything } from './forgetEverything';
import { askPassword } from './signIn/passwordBox';
import { signInAgainForm, signInForm } from './signIn/signInForm';
import { verifyAccount } from './signIn/verify';

/** What accounts load on first use: every form and menu. In a bundle of its own. */
export const forms = {
  askPassword,
  forgetEverything,
  manageAccount,
  markAccount,
  readDevSignIn,
  renameAccount,
  setIdSalt,
  showAccounts,
  signInAgainForm,
  signInForm,
  verifyAccount,
};
