import { numberAsWritten } from '../../../base/index.js';
import { NotPlain } from './not-plain.js';

/** What text without quotes stands for; throws `NotPlain` for every spelling of a number but the usual ones. */
export function plainScalar(text: string): unknown {
  if (/^(?:0|-?[1-9][0-9]{0,14})$/.test(text) || /^-?(?:0|[1-9][0-9]{0,8})\.[0-9]{1,6}$/.test(text))
    return numberAsWritten(Number(text), text);
  if (isNeverANumber(text)) return word(text);
  throw new NotPlain();
}

/** Paths, versions with two dots and dates are text; what could be a number of some base is not decided here. */
function isNeverANumber(text: string): boolean {
  return (
    /^[A-Za-z_/$^~]/.test(text) ||
    text === '.' ||
    /^[0-9]+(?:\.[0-9]+){2,}$/.test(text) ||
    /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text) ||
    /[/@$*%= ]/.test(text)
  );
}

function word(text: string): unknown {
  if (/^(?:true|True|TRUE|yes|Yes|YES|on|On|ON)$/.test(text)) return true;
  if (/^(?:false|False|FALSE|no|No|NO|off|Off|OFF)$/.test(text)) return false;
  return /^(?:~|null|Null|NULL)$/.test(text) ? null : text;
}
