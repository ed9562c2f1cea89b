import { SubmitButton } from "./ui/submit-button";
import type { Ways } from "./ways";

/** Submits a form for its address alone: a link is mailed there. */
export function LinkButton({ ways, pending }: { ways: Ways; pending: boolean }) {
  if (!ways.link) return null;
  return (
    <SubmitButton pending={pending} look={ways.password ? "secondary" : "primary"} name="way" value="link">
      {ways.password ? "Email me a link instead" : "Email me a link"}
    </SubmitButton>
  );
}
