const NOT_INVITED = {
  title: "You were not invited",
  text: "Only invited people can sign in. Ask an admin to invite the address that you used.",
};

/** What went wrong, by the word in the address. next-auth's own words are told as one. */
export function signInProblem(error: string | undefined): { title: string; text: string } | null {
  switch (error) {
    case undefined:
      return null;
    case "not-invited":
    case "AccessDenied":
      return NOT_INVITED;
    case "link":
      return { title: "This link no longer works", text: "It was used or has expired. Ask for a new one." };
    case "email":
      return { title: "No link was sent", text: "Use an e-mail address, such as dana@example.com." };
    case "mail":
      return { title: "The mail could not be sent", text: "Try again, or ask an admin for a sign-in link." };
    case "slow":
      return { title: "Too many attempts", text: "Wait a minute, then try again." };
    default:
      return {
        title: "Single sign-on did not finish",
        text: "Nothing was changed. Try again; if it stays so, an admin should compare the OIDC settings.",
      };
  }
}
