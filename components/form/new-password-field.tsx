import type { ReactNode } from "react";
import { useSignInMethods } from "@/components/sign-in/sign-in-methods";
import { PasswordField } from "@/components/ui/password-field";

/**
 * A password that is being chosen, with the rule for its length. `username` is the email that it goes with, for password managers; left out
 * where a field of the same form asks for it.
 */
export function NewPasswordField({
  username,
  ...field
}: {
  label?: string;
  name?: string;
  error?: ReactNode;
  username?: string | null;
}) {
  const { passwordMinLength } = useSignInMethods();
  return (
    <>
      {username && <Username value={username} />}
      <PasswordField
        autoComplete="new-password"
        hint={`At least ${passwordMinLength} characters`}
        {...field}
      />
    </>
  );
}

/** Without a name, so that it is not sent. */
function Username({ value }: { value: string }) {
  return <input type="text" autoComplete="username" value={value} readOnly hidden />;
}
