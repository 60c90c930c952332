/** Says what a person must fix in a form, at the top of the page and at the field. */

export interface FieldFault {
  /** The id of the field. */
  field: string;
  message: string;
}

export function ErrorSummary({ faults }: { faults: readonly FieldFault[] }) {
  if (faults.length === 0) return null;
  return (
    <div class="govuk-error-summary" data-module="govuk-error-summary">
      <div role="alert">
        <h2 class="govuk-error-summary__title">There is a problem</h2>
        <div class="govuk-error-summary__body">
          <ul class="govuk-list govuk-error-summary__list">
            {faults.map(({ field, message }) => (
              <li>
                <a href={`#${field}`}>{message}</a>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  );
}

export function FieldError({ fault }: { fault: FieldFault | undefined }) {
  if (!fault) return null;
  return (
    <p id={`${fault.field}-error`} class="govuk-error-message">
      <span class="govuk-visually-hidden">Error:</span> {fault.message}
    </p>
  );
}
