/// Certificates for tests of TLS, which secure nothing: an authority, and a server and a caller that it has signed, for
/// `localhost` and the next hundred years.
enum TestCertificates {
    static let authority = """
        -----BEGIN CERTIFICATE-----
        MIIBojCCAUmgAwIBAgIUMvGN5K9zi+JGzS61kUZmmwlaoJgwCgYIKoZIzj0EAwIw
        JjEkMCIGA1UEAwwbc3dpZnRjb21wb3NlIHRlc3QgYXV0aG9yaXR5MCAXDTI2MTEy
        NDEzMjUwNloYDzIxMjYxMDMxMTMyNTA2WjAmMSQwIgYDVQQDDBtzd2lmdGNvbXBv
        c2UgdGVzdCBhdXRob3JpdHkwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASwJdv1
        namm59gjxMYcq9l32ErB0NuUeGaYHIo+TfwS2qdjoh/Q9UHd7Rzd5X6ujYj3tGkJ
        IP15w+xJDqGWjJVTo1MwUTAdBgNVHQ4EFgQUENjC/R+1QfMkV4Fomsrh1NFmHdcw
        HwYDVR0jBBgwFoAUENjC/R+1QfMkV4Fomsrh1NFmHdcwDwYDVR0TAQH/BAUwAwEB
        /zAKBggqhkjOPQQDAgNHADBEAiAjBlgveUbraoDKFQ3ipbW+szoQqTYR+PGeDSb5
        rQXndAIgPHC+/0ATn05qJji+alS21iHlzsKOAyrPwjE/f7pH/uQ=
        -----END CERTIFICATE-----

        """

    static let serverCertificate = """
        -----BEGIN CERTIFICATE-----
        MIIBuDCCAV6gAwIBAgIURC2ouDMiafe6AlulqR3dw9de07swCgYIKoZIzj0EAwIw
        JjEkMCIGA1UEAwwbc3dpZnRjb21wb3NlIHRlc3QgYXV0aG9yaXR5MCAXDTI2MTEy
        NDEzMjUwNloYDzIxMjYxMDMxMTMyNTA2WjARMQ8wDQYDVQQDDAZzZXJ2ZXIwWTAT
        BgcqhkjOPQIBBggqhkjOPQMBBwNCAASAXPn/Uc5zw8RUeMnklN3I8I2FqTLe9JMx
        ajng4iRz/xTYWVMLcUQMHHhN4xn0fcKwsvGkmaDyvgUTVF0cL0Cto30wezAaBgNV
        HREEEzARgglsb2NhbGhvc3SHBH8AAAEwHQYDVR0lBBYwFAYIKwYBBQUHAwEGCCsG
        AQUFBwMCMB0GA1UdDgQWBBSwj2D2sXjfkQc1VAdklJr5es58ujAfBgNVHSMEGDAW
        gBQQ2ML9H7VB8yRXgWiayuHU0WYd1zAKBggqhkjOPQQDAgNIADBFAiEA6ZmUj6zr
        /qRpYJMaMhPZjZ0kEDK3NuobmU9uCuEROAECIDwVJ+zY0jYkg8k3HkFjeRAUpQLP
        Atdyix1wsAaQRrl0
        -----END CERTIFICATE-----

        """

    static let serverKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgZZ3zjPX4tieIYRkx
        TJyhmN4YPohL7Ct1hwVELcCdP/ihRANCAASAXPn/Uc5zw8RUeMnklN3I8I2FqTLe
        9JMxajng4iRz/xTYWVMLcUQMHHhN4xn0fcKwsvGkmaDyvgUTVF0cL0Ct
        -----END PRIVATE KEY-----

        """

    static let clientCertificate = """
        -----BEGIN CERTIFICATE-----
        MIIBuDCCAV6gAwIBAgIURC2ouDMiafe6AlulqR3dw9de07wwCgYIKoZIzj0EAwIw
        JjEkMCIGA1UEAwwbc3dpZnRjb21wb3NlIHRlc3QgYXV0aG9yaXR5MCAXDTI2MTEy
        NDEzMjUwNloYDzIxMjYxMDMxMTMyNTA2WjARMQ8wDQYDVQQDDAZjbGllbnQwWTAT
        BgcqhkjOPQIBBggqhkjOPQMBBwNCAATCU3v6KfF5zFOWfHt2+kA4wP5Vjz/2ELdX
        aCob4VrkRK1J26y4LMRtkDQIzH1A4KMJzNuN9x11VQAAgbQ6X3YTo30wezAaBgNV
        HREEEzARgglsb2NhbGhvc3SHBH8AAAEwHQYDVR0lBBYwFAYIKwYBBQUHAwEGCCsG
        AQUFBwMCMB0GA1UdDgQWBBS5p5g3WhMnYbIwri1veCKaNAd1YDAfBgNVHSMEGDAW
        gBQQ2ML9H7VB8yRXgWiayuHU0WYd1zAKBggqhkjOPQQDAgNIADBFAiAU1RFCMyt7
        6kD2XE/3cVZ5G3d28w9e8RuZ0VEqVdc9KwIhAN7vX5jl+owgqxjhtJub0hPVLd0n
        bTR1WrBcv4QyXM6R
        -----END CERTIFICATE-----

        """

    static let clientKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgYOYJ9WaBkzHcwmpf
        xTTg3WF7o/e9GgdfjgxgR51Y1/ehRANCAATCU3v6KfF5zFOWfHt2+kA4wP5Vjz/2
        ELdXaCob4VrkRK1J26y4LMRtkDQIzH1A4KMJzNuN9x11VQAAgbQ6X3YT
        -----END PRIVATE KEY-----

        """
}
