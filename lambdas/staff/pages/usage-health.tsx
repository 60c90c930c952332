/** Shows at a glance whether the service works: a banner when something is wrong, and the last signs of life. */

import type { Health } from '../health.ts';

export function HealthBanner({ warnings }: Pick<Health, 'warnings'>) {
  if (warnings.length === 0) return null;
  return (
    <section class="govuk-notification-banner" aria-labelledby="health-warning">
      <div class="govuk-notification-banner__header">
        <h2 class="govuk-notification-banner__title" id="health-warning">
          Important
        </h2>
      </div>
      <div class="govuk-notification-banner__content">
        {warnings.map((warning) => (
          <p class="govuk-notification-banner__heading">{warning}</p>
        ))}
      </div>
    </section>
  );
}

export function HealthFacts({ facts }: Pick<Health, 'facts'>) {
  return (
    <dl class="govuk-summary-list">
      {facts.map(({ name, value }) => (
        <div class="govuk-summary-list__row">
          <dt class="govuk-summary-list__key">{name}</dt>
          <dd class="govuk-summary-list__value">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
