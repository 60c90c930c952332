/** A field of a form as GOV.UK has it: a label, a hint, what is wrong with it, and what to write in. */

import { FieldError, type FieldFault } from './faults.tsx';

export interface FieldProps {
  /** Its name in the form, and its id. */
  name: string;
  label: string;
  hint?: string;
  type?: 'text' | 'tel';
  /** What was written in it before. */
  written?: string | undefined;
  faults: readonly FieldFault[];
  /** Set for a field as wide as the page; others are as wide as what goes into them. */
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
