import { manageAccount, setAccountColor, renameAccount, setIdSalt, showAccounts } from './accountMenu';
import { acceptChanges, acceptSignOut } from './accountQuestions';
import { readDevSignIn } from './signIn/devSignIn';
import { forgetEverything } from './forgetEverything';
import { askPassword } from './signIn/passwordBox';
import { signInAgainForm, signInForm } from './signIn/signInForm';
import { verifyAccount } from './signIn/verify';

/** The forms and menus, in a bundle of their own that is loaded on first use. */
export const forms = {
  acceptChanges,
  acceptSignOut,
  askPassword,
  forgetEverything,
  manageAccount,
  setAccountColor,
  readDevSignIn,
  renameAccount,
  setIdSalt,
  showAccounts,
  signInAgainForm,
  signInForm,
  verifyAccount,
};
