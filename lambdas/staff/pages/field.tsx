/** Form fields in GOV.UK style: a label, a hint, an error message and an input. */

import { DATE_EXAMPLE, type WrittenDate } from '../written-date.ts';
import { FieldError, type FieldFault } from './faults.tsx';

export interface FieldProps {
  /** The field's name in the form, and its id. */
  name: string;
  label: string;
  hint?: string;
  type?: 'text' | 'tel';
  /** What the person wrote in it before. */
  written?: string | undefined;
  faults: readonly FieldFault[];
  /** Set for a field as wide as the page. Other fields are as wide as what people write in them. */
  isWide?: boolean;
}

export function Field({ name, label, hint, type = 'text', written = '', faults, isWide }: FieldProps) {
  const fault = faults.find(({ field }) => field === name);
  const describedBy = [hint && `${name}-hint`, fault && `${name}-error`].filter(Boolean).join(' ');
  return (
    <div class={`govuk-form-group${fault ? ' govuk-form-group--error' : ''}`}>
      <label class="govuk-label govuk-label--s" for={name}>
        {label}
      </label>
      {hint && (
        <div id={`${name}-hint`} class="govuk-hint">
          {hint}
        </div>
      )}
      <FieldError fault={fault} />
      <input
        class={`govuk-input${isWide ? '' : ' govuk-input--width-20'}${fault ? ' govuk-input--error' : ''}`}
        id={name}
        name={name}
        type={type}
        autocomplete="off"
        value={written}
        aria-describedby={describedBy || undefined}
      />
    </div>
  );
}

export interface DateFieldProps {
  /** The three fields have the names and ids `<name>-day`, `<name>-month` and `<name>-year`. */
  name: string;
  label: string;
  written: WrittenDate;
  faults: readonly FieldFault[];
}

const DATE_PARTS = [
  { part: 'day', label: 'Day', width: 2 },
  { part: 'month', label: 'Month', width: 2 },
  { part: 'year', label: 'Year', width: 4 },
] as const;

/** https://design-system.service.gov.uk/components/date-input/ */
export function DateField({ name, label, written, faults }: DateFieldProps) {
  const fault = faults.find(({ field }) => DATE_PARTS.some(({ part }) => field === `${name}-${part}`));
  return (
    <div class={`govuk-form-group${fault ? ' govuk-form-group--error' : ''}`}>
      <fieldset class="govuk-fieldset" aria-describedby={`${name}-hint${fault ? ` ${fault.field}-error` : ''}`}>
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{label}</legend>
        <div id={`${name}-hint`} class="govuk-hint">
          For example, {DATE_EXAMPLE}
        </div>
        <FieldError fault={fault} />
        <div class="govuk-date-input">
          {DATE_PARTS.map(({ part, label, width }) => {
            const id = `${name}-${part}`;
            const isFaulty = fault?.field === id;
            return (
              <div class="govuk-date-input__item">
                <div class="govuk-form-group">
                  <label class="govuk-label govuk-date-input__label" for={id}>
                    {label}
                  </label>
                  <input
                    class={`govuk-input govuk-date-input__input govuk-input--width-${width}${isFaulty ? ' govuk-input--error' : ''}`}
                    id={id}
                    name={id}
                    type="text"
                    inputmode="numeric"
                    value={written[part]}
                  />
                </div>
              </div>
            );
          })}
        </div>
      </fieldset>
    </div>
  );
}
