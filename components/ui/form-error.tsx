import type { FormState } from "@/lib/contract/form-state";
import { fieldErrors, sentence } from "../error-text";

/** Says what went wrong with the whole form, aloud. Errors of single fields stand at their fields. */
export function FormError<Data>({ state }: { state: FormState<Data> }) {
  const failed = state.status === "failed" ? state.error : null;
  const inFields = failed !== null && Object.keys(fieldErrors(failed)).length > 0;
  return (
    <div role="alert" className="contents">
      {failed && inFields && <span className="sr-only">Please check the marked fields.</span>}
      {failed && !inFields && (
        <p className="rounded-xl border border-danger px-4 py-3 font-medium text-danger">
          {sentence(failed)}
        </p>
      )}
    </div>
  );
}
