import type { ReactNode } from "react";
import { PasswordField } from "./ui/password-field";
import { useWaysIn } from "./ways-in";

/** A password that is being chosen: says how short it may be. */
export function NewPasswordField(props: { label?: string; name?: string; error?: ReactNode }) {
  const { passwordMinLength } = useWaysIn();
  return (
    <PasswordField autoComplete="new-password" hint={`At least ${passwordMinLength} characters`} {...props} />
  );
}
