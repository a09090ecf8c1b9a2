/**
 * Owners are addresses; where the organisation knows the person, their name stands beside it. `$1` is the organisation.
 * Addresses of people are kept in lower case.
 */
export function ownerName(owner: string): string {
  return `(select u.name from app_user u join membership m on m.user_id = u.id and m.organisation_id = $1
    where strpos(${owner}, '@') > 0 and u.email = lower(${owner}))`;
}
