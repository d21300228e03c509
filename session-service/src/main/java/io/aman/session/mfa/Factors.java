package io.aman.session.mfa;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A person's second factors that are kept here (passkeys are not), and the one counter of guesses at all of them.
 *
 * @param authenticators confirmed ones, and one at most that waits to be
 * @param backup null where there are none
 * @param phone the number that counts
 * @param phoneToConfirm the one that is to take its place
 * @param codes sent and not used: one for each channel at most
 */
public record Factors(
        String userId,
        List<Authenticator> authenticators,
        @Nullable BackupCodes backup,
        @Nullable Phone phone,
        @Nullable Phone phoneToConfirm,
        List<SentCode> codes,
        Guesses guesses) {

    public Factors {
        authenticators = List.copyOf(authenticators);
        codes = List.copyOf(codes);
    }

    static Factors none(String userId) {
        return new Factors(userId, List.of(), null, null, null, List.of(), Guesses.NONE);
    }

    public Stream<Authenticator> confirmed() {
        return authenticators.stream().filter(Authenticator::isConfirmed);
    }

    public Optional<Authenticator> authenticator(String id) {
        return authenticators.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /** Whether there is one among these that a sign-in asks for. */
    boolean haveOne() {
        return phone != null || confirmed().findAny().isPresent();
    }

    public int backupCodesLeft() {
        return backup == null ? 0 : backup.left();
    }

    public Optional<SentCode> code(SentCode.Channel channel) {
        return codes.stream().filter(code -> code.channel() == channel).findFirst();
    }

    public Factors with(List<Authenticator> changed) {
        return new Factors(userId, changed, backup, phone, phoneToConfirm, codes, guesses);
    }

    /** The one of the same id replaced, or added. */
    public Factors with(Authenticator changed) {
        var others = without(authenticators, one -> one.id().equals(changed.id()));
        others.add(changed);
        return with(others);
    }

    public Factors withBackup(@Nullable BackupCodes changed) {
        return new Factors(userId, authenticators, changed, phone, phoneToConfirm, codes, guesses);
    }

    public Factors withPhones(@Nullable Phone counting, @Nullable Phone toConfirm) {
        return new Factors(userId, authenticators, backup, counting, toConfirm, codes, guesses);
    }

    /** An older one of the same channel dies by it. */
    public Factors withCode(SentCode sent) {
        var others = without(codes, code -> code.channel() == sent.channel());
        others.add(sent);
        return withCodes(others);
    }

    public Factors withoutCode(SentCode.Channel channel) {
        return withCodes(without(codes, code -> code.channel() == channel));
    }

    private Factors withCodes(List<SentCode> changed) {
        return new Factors(userId, authenticators, backup, phone, phoneToConfirm, changed, guesses);
    }

    public Factors withGuesses(Guesses changed) {
        return new Factors(userId, authenticators, backup, phone, phoneToConfirm, codes, changed);
    }

    /** Every sealed text in it. */
    Stream<String> secrets() {
        return Stream.of(
                        authenticators.stream().map(Authenticator::seed),
                        Stream.ofNullable(backup).map(BackupCodes::key),
                        Stream.of(Optional.ofNullable(phone), Optional.ofNullable(phoneToConfirm))
                                .flatMap(Optional::stream)
                                .map(Phone::number))
                .flatMap(Function.identity());
    }

    /** The same with every sealed text replaced. */
    Factors resealed(Reseal by) {
        return new Factors(
                userId,
                authenticators.stream()
                        .map(one -> one.sealedAs(by.anew(one.seed(), seedContext(userId, one.id()))))
                        .toList(),
                backup == null ? null : backup.sealedAs(by.anew(backup.key(), backupContext(userId))),
                phone == null ? null : phone.sealedAs(by.anew(phone.number(), phoneContext(userId))),
                phoneToConfirm == null
                        ? null
                        : phoneToConfirm.sealedAs(by.anew(phoneToConfirm.number(), phoneContext(userId))),
                codes,
                guesses);
    }

    /** Seals a text anew; the context is what it was sealed for. */
    @FunctionalInterface
    interface Reseal {
        String anew(String sealed, String context);
    }

    /** What a seed is sealed for. */
    public static String seedContext(String userId, String authenticatorId) {
        return "totp/" + userId + "/" + authenticatorId;
    }

    /** What the key of somebody's backup codes is sealed for. */
    public static String backupContext(String userId) {
        return "backup-codes/" + userId;
    }

    /** What somebody's number is sealed for. */
    public static String phoneContext(String userId) {
        return "phone/" + userId;
    }

    /** Nothing enrolled any more; what was guessed at stays counted. */
    public Factors reset() {
        return none(userId).withGuesses(guesses.allowedAgain());
    }

    /** As precise as it is stored. */
    public static Instant stored(Instant now) {
        return now.truncatedTo(ChronoUnit.MILLIS);
    }

    private static <T> List<T> without(List<T> all, Predicate<T> gone) {
        return new ArrayList<>(all.stream().filter(gone.negate()).toList());
    }
}
