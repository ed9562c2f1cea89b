import type { FormState } from "@/lib/contract/form-state";
import { fieldErrors, sentence } from "../error-text";

/**
 * Says what went wrong with the whole form, aloud. Errors of single fields stand at their fields; those of `hidden`, a field
 * that nobody sees, are the form's.
 */
export function FormError<Data>({ state, hidden }: { state: FormState<Data>; hidden?: string }) {
  const failed = state.status === "failed" ? state.error : null;
  const fields = failed === null ? {} : fieldErrors(failed);
  const ofHidden = hidden && fields[hidden];
  const inFields = !ofHidden && Object.keys(fields).length > 0;
  return (
    <div role="alert" className="contents">
      {failed && inFields && <span className="sr-only">Please check the marked fields.</span>}
      {failed && !inFields && (
        <p className="rounded-xl border border-danger px-4 py-3 font-medium text-danger">
          {ofHidden || sentence(failed)}
        </p>
      )}
    </div>
  );
}
