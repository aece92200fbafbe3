package io.securechat.json;

import io.securechat.client.event.Event;
import io.securechat.tls.TestCertificates;
import io.securechat.tls.TlsSession;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Several events of every kind, with all the values that their enums and booleans have. */
final class EventSamples {
    private static final int PER_KIND = 10;
    private static final X509Certificate CERTIFICATE =
            TestCertificates.selfSigned("ada").make().certificate();

    private EventSamples() {}

    static List<Event> all() throws ReflectiveOperationException {
        List<Event> samples = new ArrayList<>();
        for (Class<?> kind : kinds(Event.class).toList()) {
            for (int i = 0; i < PER_KIND; i++) {
                samples.add((Event) sample(kind, i));
            }
        }
        return samples;
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(EventSamples::kinds)
                : Stream.of(type);
    }

    private static Object sample(Type type, int variant) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType list) {
            List<Object> elements = new ArrayList<>();
            for (int i = 0; i < variant % 3; i++) {
                elements.add(sample(list.getActualTypeArguments()[0], i));
            }
            return elements;
        }
        Class<?> raw = (Class<?>) type;
        if (raw == String.class) {
            return variant % 4 == 3 ? "" : "text" + variant;
        } else if (raw == boolean.class) {
            return variant % 2 == 0;
        } else if (raw == int.class) {
            return variant;
        } else if (raw == long.class) {
            return (long) variant;
        } else if (raw == char.class) {
            return 'o';
        } else if (raw == Instant.class) {
            return Instant.ofEpochMilli(variant);
        } else if (raw == X509Certificate.class) {
            return CERTIFICATE;
        } else if (raw == TlsSession.class) {
            return new TlsSession(List.of(CERTIFICATE), "TLSv1.3", "TLS_AES_256_GCM_SHA384", "X25519");
        } else if (raw.isEnum()) {
            return raw.getEnumConstants()[variant % raw.getEnumConstants().length];
        } else if (raw.isSealed()) {
            return sample(kinds(raw).findFirst().orElseThrow(), variant);
        }
        RecordComponent[] components = raw.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = sample(components[i].getGenericType(), variant);
        }
        Constructor<?> constructor = raw.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }
}
