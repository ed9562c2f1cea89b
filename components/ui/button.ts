const base =
  "wrap-normal inline-flex min-h-11 items-center justify-center gap-2 rounded-xl px-5 font-semibold text-base no-underline transition-colors aria-disabled:opacity-70";

/** The looks of a button, for buttons and for links that stand among them. */
export const button = {
  primary: `${base} bg-accent text-on-accent hover:bg-accent-strong`,
  secondary: `${base} border border-field bg-surface text-ink hover:bg-raised`,
  danger: `${base} border border-danger bg-surface text-danger hover:bg-raised`,
  quiet: `${base} px-3 text-ink underline decoration-transparent underline-offset-4 hover:decoration-current`,
};

export const link = "font-semibold text-accent underline underline-offset-4 hover:text-accent-strong";
