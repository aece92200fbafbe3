package io.securechat.client.check;

import io.securechat.Problem;
import io.securechat.client.text.CertificateText;
import io.securechat.client.text.Sanitizer;
import io.securechat.tls.x509.CertificateName;
import io.securechat.tls.x509.Validity;
import java.io.PrintStream;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;

/** The report of a check, a line for each step: {@code ok}, {@code warn} or {@code FAIL}, the step, and the finding. */
public final class CheckReport {
    private final PrintStream out;
    private final Clock clock;
    private boolean good = true;

    /** @param clock for the validity of certificates */
    public CheckReport(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    public void ok(String step, String found) {
        print("ok", step, found);
    }

    /** Reports a finding that is neither good nor bad. */
    public void note(String step, String found) {
        print("-", step, found);
    }

    /** Reports something that works, but not forever or not everywhere. */
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
     * Reports a certificate and its validity.
     *
     * @param which the beginning of the line, such as the name of the file
     * @param renewal the way to get a new one
     * @param needed true if nothing works without a valid one
     */
    public void certificate(String step, String which, X509Certificate certificate, String renewal, boolean needed) {
        Instant now = clock.instant();
        Instant begin = Validity.begin(certificate);
        String subject = which + CertificateName.subject(certificate);
        if (now.isBefore(begin)) {
            String hint = "check this computer's clock, which shows " + now;
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

    /** Returns whether no step has failed. */
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
