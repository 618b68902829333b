// Categories and severities in the words of the interface; a project's own categories are shown as they were written.

import { t } from "../../lib/messages.js";

const NAMES = {
  "Accuracy/Mistranslation": t("Mistranslation"), "Accuracy/Omission": t("Omission"), "Accuracy/Addition": t("Addition"),
  "Accuracy/Untranslated": t("Untranslated"), Terminology: t("Terminology"), "Linguistic conventions/Grammar": t("Grammar"),
  "Linguistic conventions/Spelling": t("Spelling"), "Linguistic conventions/Punctuation": t("Punctuation"),
  "Style/Awkward style": t("Awkward"), "Style/Language register": t("Register"), "Locale conventions": t("Locale format"), Other: t("Other"),
};
const SEVERITIES = { neutral: t("neutral"), minor: t("minor"), major: t("major"), critical: t("critical") };

export const categoryName = (category) => (category ? NAMES[category] ?? category.split("/").at(-1) : t("error"));
export const severityName = (severity) => SEVERITIES[severity] ?? severity;
