import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";

type FormAction = (form: FormData) => Promise<void>;
type Props = {
  next: string;
  /** The name of the issuer; absent when single sign-on is not set up. */
  issuer?: string;
  singleSignOn: FormAction;
  /** Absent when no mail server is set up. */
  mailLink?: FormAction;
};

/** The ways in that this installation has, plain forms all. */
export function SignInChoices({ next, issuer, singleSignOn, mailLink }: Props) {
  return (
    <div className="flex flex-col gap-5">
      {issuer && (
        <form action={singleSignOn}>
          <input type="hidden" name="next" value={next} />
          <Button type="submit" variant="primary" size="lg" className="w-full">
            Continue with {issuer}
          </Button>
        </form>
      )}
      {mailLink && (
        <form action={mailLink} className="flex flex-col gap-3">
          <input type="hidden" name="next" value={next} />
          <TextField label="E-mail" name="email" type="email" autoComplete="email" required />
          <Button type="submit" variant={issuer ? "secondary" : "primary"} size="lg" className="w-full">
            Send me a link
          </Button>
        </form>
      )}
      <p className="text-text-2">
        {issuer || mailLink ? "Or ask an admin for a sign-in link. " : "Ask an admin for a sign-in link. "}
        At the machine that runs Offpeak, this prints one:
        <code className="mt-1.5 block font-mono text-small text-text">
          npm run -s offpeak -- sign-in-link
        </code>
      </p>
    </div>
  );
}
