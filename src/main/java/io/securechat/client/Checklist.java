package io.securechat.client;

import io.securechat.Problem;
import io.securechat.tls.CertificateName;
import io.securechat.tls.Validity;
import java.io.PrintStream;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;

/** What has been checked, a line for each: {@code ok}, {@code warn} or {@code FAIL}, the step, and what was found. */
public final class Checklist {
    private final PrintStream out;
    private final Clock clock;
    private boolean good = true;

    /** @param clock tells which certificates are out of time, or soon will be */
    public Checklist(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    public void ok(String step, String found) {
        print("ok", step, found);
    }

    /** Neither good nor bad. */
    public void note(String step, String found) {
        print("-", step, found);
    }

    /** It will do, but not for ever or not everywhere. */
    public void warn(String step, String found, String hint) {
        print("warn", step, found);
        hint(hint);
    }

    public void fail(String step, Problem problem) {
        good = false;
        print("FAIL", step, String.valueOf(problem.getMessage()));
        hint(problem.hint());
    }

    /**
     * What a certificate says, and whether it is within its time.
     *
     * @param which what the line begins with, such as the file's name
     * @param renewal how to come by a new one
     * @param needed whether nothing works when it is out of its time
     */
    public void certificate(String step, String which, X509Certificate certificate, String renewal, boolean needed) {
        Instant now = clock.instant();
        Instant begin = Validity.begin(certificate);
        String subject = which + CertificateName.subject(certificate);
        if (now.isBefore(begin)) {
            String hint = "is this computer's clock right? Here it is " + now;
            complain(step, new Problem(subject + " is not valid before " + begin, hint), needed);
        } else if (CertificateText.endsSoon(certificate, now)) {
            boolean over = now.isAfter(Validity.end(certificate));
            complain(
                    step,
                    new Problem(subject + " " + CertificateText.ending(certificate, now), renewal),
                    needed && over);
        } else {
            ok(step, which + CertificateText.summary(certificate, now));
        }
    }

    private void complain(String step, Problem problem, boolean failed) {
        if (failed) {
            fail(step, problem);
        } else {
            warn(step, String.valueOf(problem.getMessage()), problem.hint());
        }
    }

    /** Whether nothing has failed. */
    public boolean isGood() {
        return good;
    }

    private void hint(String hint) {
        print("", "", "hint: " + hint);
    }

    private void print(String verdict, String step, String text) {
        out.printf("%-5s %-14s %s%n", verdict, step, Sanitizer.text(text));
        out.flush();
    }
}
