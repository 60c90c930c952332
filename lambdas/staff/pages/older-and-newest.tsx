/** Links to the other pages of a list: https://design-system.service.gov.uk/components/pagination/ */

interface Way {
  href: string;
  words: string;
}

/** @param label what the list is, for people who use a screen reader */
export function OlderAndNewest({
  label,
  older,
  newest,
}: {
  label: string;
  older: Way | false | '' | undefined;
  newest: Way | false | '' | undefined;
}) {
  if (!older && !newest) return null;
  return (
    <nav class="govuk-pagination" aria-label={label}>
      {newest && (
        <div class="govuk-pagination__prev">
          <a class="govuk-link govuk-pagination__link" href={newest.href}>
            <span class="govuk-pagination__link-title">{newest.words}</span>
          </a>
        </div>
      )}
      {older && (
        <div class="govuk-pagination__next">
          <a class="govuk-link govuk-pagination__link" href={older.href} rel="next">
            <span class="govuk-pagination__link-title">{older.words}</span>
          </a>
        </div>
      )}
    </nav>
  );
}
